import { toScreen, type Place, type Size } from '../model/viewport.ts';
import { pointFlags, type Points, type Viewport } from './scene.ts';

/** A label to place: what it belongs to, on the screen, and how large it is, in CSS pixels. */
export interface LabelBox {
  readonly at: Place;
  readonly width: number;
  readonly height: number;
  /** Placed before the others, so that it gets the best place. */
  readonly first: boolean;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a label may lie from its mark, best first: of the way to its side, and of the way up or down. */
const sides: readonly (readonly [across: number, down: number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/** Of more points a label covers some wherever it lies. */
const mostSpared = 2_000;
const gap = 9;
const markReach = 6;
const pointReach = 3;

/**
 * The upper left corner of each label, next to its mark, so that no label lies on another, on a mark or off the
 * screen. Null for a label that has no such place: it is left out until the view is nearer. Of its possible places a
 * label takes the one that covers the fewest points.
 * @param points on the screen, in CSS pixels.
 */
export function placeLabels(
  labels: readonly LabelBox[],
  size: Size,
  points: readonly Place[] = [],
): readonly (Place | null)[] {
  const marks = labels.map(({ at }) => around(at));
  const taken: Box[] = [];
  const placed = labels.map((): Place | null => null);
  const order = labels.map((_, index) => index);
  order.sort((one, other) => rank(labels[one]) - rank(labels[other]) || one - other);
  for (const index of order) {
    const label = labels[index];
    if (label === undefined || !isOn(label.at, size)) continue;
    const free = candidates(label).filter(
      (candidate) =>
        isWithin(candidate, size) &&
        !taken.some((other) => overlap(candidate, other)) &&
        !marks.some((other, of) => of !== index && overlap(candidate, other)),
    );
    const box = leastCovering(free, points);
    if (box === undefined) continue;
    taken.push(box);
    placed[index] = { x: box.left, y: box.top };
  }
  return placed;
}

/** Where the points are on the screen that labels should not cover. */
export function pointsToSpare(points: Points, viewport: Viewport, size: Size): readonly Place[] {
  if (points.count > mostSpared) return [];
  const places: Place[] = [];
  for (let row = 0; row < points.count; row++) {
    if (((points.flags[row] ?? 0) & pointFlags.hidden) !== 0) continue;
    const place = toScreen(viewport, size, { x: points.x[row] ?? NaN, y: points.y[row] ?? NaN });
    if (isOn(place, size)) places.push(place);
  }
  return places;
}

/** The first of the boxes that cover the fewest points. */
function leastCovering(boxes: readonly Box[], points: readonly Place[]): Box | undefined {
  let best: Box | undefined;
  let least = Infinity;
  for (const box of boxes) {
    let covered = 0;
    for (const point of points) if (isAbove(box, point)) covered++;
    if (covered < least) [best, least] = [box, covered];
    if (least === 0) break;
  }
  return best;
}

/** Whether a label in this box hides something of a point there. */
function isAbove({ left, right, top, bottom }: Box, { x, y }: Place): boolean {
  return (
    x > left - pointReach &&
    x < right + pointReach &&
    y > top - pointReach &&
    y < bottom + pointReach
  );
}

function candidates({ at, width, height }: LabelBox): Box[] {
  return sides.map(([across, down]) => {
    const left = at.x + (across === 0 ? -width / 2 : across > 0 ? gap : -gap - width);
    const top = at.y + (down === 0 ? -height / 2 : down > 0 ? gap : -gap - height);
    return { left, top, right: left + width, bottom: top + height };
  });
}

function around({ x, y }: Place): Box {
  return { left: x - markReach, right: x + markReach, top: y - markReach, bottom: y + markReach };
}

function rank(label: LabelBox | undefined): number {
  return label?.first === true ? 0 : 1;
}

function isOn({ x, y }: Place, size: Size): boolean {
  return x >= 0 && y >= 0 && x <= size.width && y <= size.height;
}

function isWithin(box: Box, size: Size): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= size.width && box.bottom <= size.height;
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
