import type { PointStyle } from '../../model/density.ts';
import { pointFlags } from '../scene.ts';

/** The shape of a point, in pixels of the device. The shader of `shaders.ts` says the same. */
export interface Mark {
  readonly radius: number;
  /** Radius of the hole of a hollow point; 0 for none. */
  readonly hole: number;
  /** Radii that the ring of a selected point lies between; both 0 for none. */
  readonly ringFrom: number;
  readonly ringTo: number;
  /** Of the point; the ring is opaque. */
  readonly opacity: number;
}

/** What all points of a picture have in common. */
export interface MarkStyle extends PointStyle {
  /** Pixels of the device for one CSS pixel. */
  readonly ratio: number;
  /** Width of the rings, in CSS pixels. */
  readonly stroke: number;
}

export function markStyle(style: PointStyle, ratio: number, highContrast: boolean): MarkStyle {
  return { ...style, ratio, stroke: highContrast ? 2.5 : 1.5 };
}

/** @param radius in tenths of a CSS pixel. */
export function markOf(radius: number, flags: number, style: MarkStyle): Mark {
  const { size, ratio, stroke, opacity } = style;
  const hollow = (flags & pointFlags.hollow) !== 0;
  const selected = (flags & pointFlags.selected) !== 0;
  // A ring that is smaller than its stroke is wide would be a disc.
  const least = hollow ? (stroke + 1) * size : 0.6;
  const outer = Math.max((radius / 10) * size, least) * ratio;
  return {
    radius: outer,
    hole: hollow ? outer - stroke * size * ratio : 0,
    ringFrom: selected ? outer + 0.5 * ratio : 0,
    ringTo: selected ? outer + (0.5 + stroke) * ratio : 0,
    opacity: selected ? Math.sqrt(opacity) : hollow ? Math.min(1, opacity * 1.5) : opacity,
  };
}
