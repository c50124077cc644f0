import { toScreen, type Place, type Size } from '../model/viewport.ts';
import { anchorReach, labelOf, labelPad, labelSize, lineHeight } from './anchor.ts';
import { placeLabels, pointsToSpare } from './labels.ts';
import type { Shape } from './pointer.ts';
import type { Anchor, PlotTheme, Scene, Viewport } from './scene.ts';

/** At the bottom the names of the axes lie over the plot, in CSS pixels. */
const footHeight = 18;

/** What is drawn over the points. */
interface Overlay {
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly size: Size;
  /** Families of the labels' font, as CSS. */
  readonly font: string;
  readonly shape: Shape | null;
}

/** Draws lines, anchors with labels, the marks of cursor and focus, and what is being drawn to select. */
export function drawOverlay(context: CanvasRenderingContext2D, overlay: Overlay): void {
  const { scene, viewport, size, shape } = overlay;
  const { theme } = scene;
  const onScreen = (row: number) => {
    const place = rowOnMap(scene, row);
    return place && toScreen(viewport, size, place);
  };
  context.save();
  context.lineJoin = 'round';
  drawLines(context, scene, onScreen);
  drawAnchors(context, overlay);
  const cursor = scene.cursor === null ? null : onScreen(scene.cursor);
  if (cursor !== null) drawCursor(context, cursor, theme);
  const focused = scene.focused === null ? null : onScreen(scene.focused);
  if (focused !== null) drawFocus(context, focused, theme);
  if (shape !== null) drawShape(context, shape, theme);
  context.restore();
}

function drawLines(
  context: CanvasRenderingContext2D,
  { lines, theme }: Scene,
  onScreen: (row: number) => Place | null,
): void {
  context.beginPath();
  for (const [one, other] of lines) {
    const from = onScreen(one);
    const to = onScreen(other);
    if (from === null || to === null) continue;
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  }
  const { faint, foreground, highContrast } = theme;
  strokeTwice(context, theme, highContrast ? foreground : faint, highContrast ? 2 : 1.25);
}

function drawAnchors(context: CanvasRenderingContext2D, overlay: Overlay): void {
  const { scene, viewport, size } = overlay;
  const { theme } = scene;
  const anchors = scene.anchors
    .map((anchor) => ({ anchor, at: toScreen(viewport, size, anchor) }))
    .filter(({ at }) => Number.isFinite(at.x) && Number.isFinite(at.y));
  for (const { anchor, at } of anchors) drawMark(context, anchor, at, theme);
  const boxes = anchors.map(({ anchor, at }) => {
    context.font = fontOf(anchor, overlay.font);
    const { width } = context.measureText(labelOf(anchor));
    return { at, width: width + 2 * labelPad, height: lineHeight, first: anchor.active };
  });
  const points = pointsToSpare(scene.points, viewport, size);
  const room = { ...size, height: size.height - footHeight };
  placeLabels(boxes, room, points).forEach((place, index) => {
    const anchor = anchors[index]?.anchor;
    if (place === null || anchor === undefined) return;
    const { width = 0 } = boxes[index] ?? {};
    context.globalAlpha = theme.highContrast ? 1 : 0.8;
    context.fillStyle = theme.background;
    context.fillRect(place.x, place.y, width, lineHeight);
    context.globalAlpha = 1;
    context.font = fontOf(anchor, overlay.font);
    context.textBaseline = 'middle';
    context.fillStyle = theme.foreground;
    context.fillText(labelOf(anchor), place.x + labelPad, place.y + lineHeight / 2);
  });
}

function drawMark(
  context: CanvasRenderingContext2D,
  { active }: Anchor,
  { x, y }: Place,
  theme: PlotTheme,
): void {
  const reach = anchorReach(active);
  context.beginPath();
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.closePath();
  strokeTwice(context, theme, theme.foreground, active ? 2 : 1.5);
  context.fillStyle = active ? theme.foreground : theme.background;
  context.fill();
}

/** Four brackets around a point, so that they are never taken for the ring of the focus. */
function drawCursor(context: CanvasRenderingContext2D, { x, y }: Place, theme: PlotTheme): void {
  const reach = 10;
  const arm = 5;
  context.beginPath();
  for (const across of [-1, 1]) {
    for (const down of [-1, 1]) {
      context.moveTo(x + across * (reach - arm), y + down * reach);
      context.lineTo(x + across * reach, y + down * reach);
      context.lineTo(x + across * reach, y + down * (reach - arm));
    }
  }
  strokeTwice(context, theme, theme.foreground, 2);
}

function drawFocus(context: CanvasRenderingContext2D, { x, y }: Place, theme: PlotTheme): void {
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  strokeTwice(context, theme, theme.focus, theme.highContrast ? 3 : 2);
}

function drawShape(context: CanvasRenderingContext2D, shape: Shape, theme: PlotTheme): void {
  context.beginPath();
  if (shape.kind === 'rectangle') {
    const { from, to } = shape;
    context.rect(from.x, from.y, to.x - from.x, to.y - from.y);
  } else {
    for (const { x, y } of shape.path) context.lineTo(x, y);
    context.closePath();
  }
  if (!theme.highContrast) {
    context.globalAlpha = 0.15;
    context.fillStyle = theme.selection;
    context.fill('evenodd');
    context.globalAlpha = 1;
  }
  context.setLineDash([5, 3]);
  strokeTwice(context, theme, theme.selection, 1.5);
  context.setLineDash([]);
}

/** A line that is seen on any colour: the background's colour lies under it, a little wider. */
function strokeTwice(
  context: CanvasRenderingContext2D,
  theme: PlotTheme,
  colour: string,
  width: number,
): void {
  context.strokeStyle = theme.background;
  context.lineWidth = width + 2;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/** Where a row is on the map; null when it has no place. */
export function rowOnMap({ points }: Scene, row: number): Place | null {
  const x = points.x[row] ?? NaN;
  const y = points.y[row] ?? NaN;
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

function fontOf({ active }: Anchor, family: string): string {
  return `${active ? 'bold ' : ''}${labelSize}px ${family}`;
}
