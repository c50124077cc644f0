import type { Points, Viewport } from '../plot/scene.ts';

/** Of the canvas, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** In CSS pixels from the upper left corner of the canvas, or in units of the map with `y` up. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a map covers, in its own units. */
export interface Bounds {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** How near and how far a view may go. */
export interface Limits {
  readonly bounds: Bounds;
  readonly least: number;
  readonly most: number;
}

export function toScreen(viewport: Viewport, size: Size, place: Place): Place {
  return {
    x: (place.x - viewport.x) * viewport.scale + size.width / 2,
    y: size.height / 2 - (place.y - viewport.y) * viewport.scale,
  };
}

export function toMap(viewport: Viewport, size: Size, place: Place): Place {
  return {
    x: viewport.x + (place.x - size.width / 2) / viewport.scale,
    y: viewport.y + (size.height / 2 - place.y) / viewport.scale,
  };
}

/** The part of the map that is seen, wider by `margin` CSS pixels on every side. */
export function seen(viewport: Viewport, size: Size, margin = 0): Bounds {
  const across = (size.width / 2 + margin) / viewport.scale;
  const up = (size.height / 2 + margin) / viewport.scale;
  return {
    left: viewport.x - across,
    right: viewport.x + across,
    bottom: viewport.y - up,
    top: viewport.y + up,
  };
}

/** What the points and these other places cover; null when nothing has a place. */
export function boundsOf(
  { count, x, y }: Pick<Points, 'count' | 'x' | 'y'>,
  others: readonly Place[] = [],
): Bounds | null {
  let left = Infinity;
  let right = -Infinity;
  let bottom = Infinity;
  let top = -Infinity;
  for (let row = 0; row < count; row++) {
    const across = x[row] ?? NaN;
    const up = y[row] ?? NaN;
    // What is not finite gives NaN here, which is not 0.
    if (across - across + (up - up) !== 0) continue;
    if (across < left) left = across;
    if (across > right) right = across;
    if (up < bottom) bottom = up;
    if (up > top) top = up;
  }
  for (const other of others) {
    if (!Number.isFinite(other.x) || !Number.isFinite(other.y)) continue;
    left = Math.min(left, other.x);
    right = Math.max(right, other.x);
    bottom = Math.min(bottom, other.y);
    top = Math.max(top, other.y);
  }
  return left <= right ? { left, bottom, right, top } : null;
}

/** The view that shows all of `bounds` with `margin` CSS pixels around it. A single place is shown as wide as 1. */
export function fit(bounds: Bounds | null, size: Size, margin = 24): Viewport {
  if (bounds === null) return { x: 0, y: 0, scale: Math.max(1, size.width / 2) };
  const { left, bottom, right, top } = bounds;
  const room = (length: number) => Math.max(length - 2 * margin, length / 2, 1);
  const across = room(size.width) / (right - left);
  const up = room(size.height) / (top - bottom);
  const scale = Math.min(across, up);
  return {
    x: left + (right - left) / 2,
    y: bottom + (top - bottom) / 2,
    scale: Number.isFinite(scale) ? scale : Math.min(room(size.width), room(size.height)),
  };
}

/** From half of what fits to a thousand times; beyond that single-precision places begin to show. */
export function limitsOf(bounds: Bounds | null, size: Size): Limits {
  const { scale, x, y } = fit(bounds, size);
  return {
    bounds: bounds ?? { left: x, right: x, bottom: y, top: y },
    least: scale / 2,
    most: scale * 1000,
  };
}

/** The same view within its limits: the centre stays over the map. */
export function limit(viewport: Viewport, { bounds, least, most }: Limits): Viewport {
  const scale = clamp(viewport.scale, least, most);
  return {
    x: clamp(viewport.x, bounds.left, bounds.right),
    y: clamp(viewport.y, bounds.bottom, bounds.top),
    scale: Number.isNaN(scale) ? least : scale,
  };
}

/** Zooms by `factor` while what lies at `about` on the screen stays there. */
export function zoomAt(
  viewport: Viewport,
  size: Size,
  about: Place,
  factor: number,
  limits: Limits,
): Viewport {
  const scale = clamp(viewport.scale * factor, limits.least, limits.most);
  const kept = toMap(viewport, size, about);
  const moved = {
    x: kept.x - (about.x - size.width / 2) / scale,
    y: kept.y - (size.height / 2 - about.y) / scale,
    scale,
  };
  return limit(moved, limits);
}

/** Moves the map with a hand that moved so many CSS pixels to the right and down. */
export function panBy(viewport: Viewport, right: number, down: number, limits: Limits): Viewport {
  const { x, y, scale } = viewport;
  return limit({ x: x - right / scale, y: y + down / scale, scale }, limits);
}

/** The nearest view in which `place` of the map is at least `margin` CSS pixels from every side. */
export function showPlace(viewport: Viewport, size: Size, place: Place, margin = 40): Viewport {
  const inner = seen(viewport, size, -Math.min(margin, size.width / 2, size.height / 2));
  const x = viewport.x + place.x - clamp(place.x, inner.left, inner.right);
  const y = viewport.y + place.y - clamp(place.y, inner.bottom, inner.top);
  return x === viewport.x && y === viewport.y ? viewport : { ...viewport, x, y };
}

export function sameView(one: Viewport, other: Viewport): boolean {
  return one.x === other.x && one.y === other.y && one.scale === other.scale;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
