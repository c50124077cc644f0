import type { Place, Size } from '../model/viewport.ts';

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

const gap = 9;
const markReach = 6;

/**
 * The upper left corner of each label, next to its mark, so that no label lies on another, on a mark or off the
 * screen. Null for a label that has no such place: it is left out until the view is nearer.
 */
export function placeLabels(labels: readonly LabelBox[], size: Size): readonly (Place | null)[] {
  const marks = labels.map(({ at }) => around(at));
  const taken: Box[] = [];
  const placed = labels.map((): Place | null => null);
  const order = labels.map((_, index) => index);
  order.sort((one, other) => rank(labels[one]) - rank(labels[other]) || one - other);
  for (const index of order) {
    const label = labels[index];
    if (label === undefined || !isOn(label.at, size)) continue;
    const box = candidates(label).find(
      (candidate) =>
        isWithin(candidate, size) &&
        !taken.some((other) => overlap(candidate, other)) &&
        !marks.some((other, of) => of !== index && overlap(candidate, other)),
    );
    if (box === undefined) continue;
    taken.push(box);
    placed[index] = { x: box.left, y: box.top };
  }
  return placed;
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
