import type { Mark } from './mark.ts';

/** The pixels that a mark covers, centred on a pixel. */
export interface Stamp {
  /** Pixels from the centre to the outermost one. */
  readonly reach: number;
  /** By pixel: columns to the right of the centre. */
  readonly across: Int16Array;
  /** By pixel: pixels from the centre in a raster of the given width. */
  readonly offsets: Int32Array;
  /** By pixel: how much of it the point covers, times its opacity, from 0 to 256. */
  readonly inside: Uint16Array;
  /** By pixel: how much of it the ring of a selected point covers, from 0 to 256. */
  readonly onRing: Uint16Array;
  readonly ringed: boolean;
}

export function stampOf(mark: Mark, rasterWidth: number): Stamp {
  const reach = Math.ceil(Math.max(mark.radius, mark.ringTo));
  const pixels: [across: number, offset: number, inside: number, onRing: number][] = [];
  for (let line = -reach; line <= reach; line++) {
    for (let column = -reach; column <= reach; column++) {
      const distance = Math.hypot(line, column);
      const inside = disc(mark.radius, distance) - (mark.hole > 0 ? disc(mark.hole, distance) : 0);
      const ring = disc(mark.ringTo, distance) - disc(mark.ringFrom, distance);
      const onRing = mark.ringTo > 0 ? Math.round(ring * 256) : 0;
      const covered = Math.round(inside * mark.opacity * 256);
      if (covered > 0 || onRing > 0) {
        pixels.push([column, line * rasterWidth + column, covered, onRing]);
      }
    }
  }
  return {
    reach,
    across: Int16Array.from(pixels, ([across]) => across),
    offsets: Int32Array.from(pixels, ([, offset]) => offset),
    inside: Uint16Array.from(pixels, ([, , inside]) => inside),
    onRing: Uint16Array.from(pixels, ([, , , onRing]) => onRing),
    ringed: mark.ringTo > 0,
  };
}

/** How much of a pixel lies within a disc, by the distance of their centres: its edge is one pixel wide. */
function disc(radius: number, distance: number): number {
  return Math.max(0, Math.min(1, radius - distance + 0.5));
}
