import { pointFlags, type Points, type Viewport } from '../plot/scene.ts';
import { boundsOf, seen, type Bounds, type Size } from './viewport.ts';

const cells = 64;

/** How points are drawn so that they stay apart where they are few and show their density where they are many. */
export interface PointStyle {
  /** From 0 to 1. */
  readonly opacity: number;
  /** What radii are multiplied with. */
  readonly size: number;
}

/** Of the canvas, about so much is covered before points begin to fade. */
const clearCover = 0.35;
const leastOpacity = 0.06;
const mostOpacity = 0.9;
/** Up to so many points on the screen are drawn at full size, from the second number on at a quarter of it. */
const fullSize = 20_000;
const quarterSize = 1_000_000;
const usualRadius = 3;

/**
 * The style for about so many points on a canvas. The opacity falls a little slower than what they cover grows, so
 * that a point alone is still seen. With high contrast nothing is transparent.
 */
export function styleFor(onScreen: number, size: Size, highContrast: boolean): PointStyle {
  const along = Math.log(onScreen / fullSize) / Math.log(quarterSize / fullSize);
  const factor = 1 - 0.75 * Math.max(0, Math.min(1, along));
  if (highContrast) return { opacity: 1, size: factor };
  const area = Math.max(1, size.width * size.height);
  const cover = (onScreen * Math.PI * (usualRadius * factor) ** 2) / area;
  const opacity = (clearCover / Math.max(cover, 1e-9)) ** 0.75;
  return { opacity: Math.max(leastOpacity, Math.min(mostOpacity, opacity)), size: factor };
}

/** How many visible points lie where, coarsely: a summed-area table over 64 × 64 cells. */
export class DensityMap {
  readonly #bounds: Bounds;
  /** `[65, 65]`: how many points lie to the lower left of each cell's corner. */
  readonly #sums = new Float64Array((cells + 1) * (cells + 1));

  constructor(points: Points) {
    this.#bounds = boundsOf(points) ?? { left: 0, bottom: 0, right: 0, top: 0 };
    const { left, right, bottom, top } = this.#bounds;
    const { count, x, y, flags } = points;
    for (let row = 0; row < count; row++) {
      if (((flags[row] ?? 0) & pointFlags.hidden) !== 0) continue;
      const across = toCells(x[row] ?? NaN, left, right);
      const up = toCells(y[row] ?? NaN, bottom, top);
      if (Number.isNaN(across + up)) continue;
      const column = Math.min(cells - 1, Math.floor(across));
      const line = Math.min(cells - 1, Math.floor(up));
      const at = (line + 1) * (cells + 1) + column + 1;
      this.#sums[at] = (this.#sums[at] ?? 0) + 1;
    }
    for (let line = 1; line <= cells; line++) {
      for (let column = 1; column <= cells; column++) {
        this.#sums[line * (cells + 1) + column] =
          this.#sum(line, column) +
          this.#sum(line, column - 1) +
          this.#sum(line - 1, column) -
          this.#sum(line - 1, column - 1);
      }
    }
  }

  /** About how many visible points a view shows; it changes smoothly with the view. */
  within(viewport: Viewport, size: Size): number {
    const { left, right, bottom, top } = seen(viewport, size);
    return (
      this.#below(right, top) -
      this.#below(left, top) -
      this.#below(right, bottom) +
      this.#below(left, bottom)
    );
  }

  /** How many lie to the lower left of a place, as if the points of each cell were spread evenly. */
  #below(x: number, y: number): number {
    const { left, right, bottom, top } = this.#bounds;
    const across = toCells(x, left, right);
    const up = toCells(y, bottom, top);
    const column = Math.min(cells - 1, Math.floor(across));
    const line = Math.min(cells - 1, Math.floor(up));
    const lower = mix(this.#sum(line, column), this.#sum(line, column + 1), across - column);
    const upper = mix(
      this.#sum(line + 1, column),
      this.#sum(line + 1, column + 1),
      across - column,
    );
    return mix(lower, upper, up - line);
  }

  #sum(line: number, column: number): number {
    return this.#sums[line * (cells + 1) + column] ?? 0;
  }
}

/** From 0 at the lower end to the number of cells at the upper one, and no further. */
function toCells(value: number, from: number, to: number): number {
  if (to === from) return value < from ? 0 : value >= from ? cells : NaN;
  return Math.max(0, Math.min(cells, ((value - from) / (to - from)) * cells));
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}
