import { pointFlags, type Points } from '../plot/scene.ts';
import type { Colouring } from './colouring.ts';
import type { SizeBy } from './page-state.ts';
import type { Rows } from './rows.ts';

/** Points with a smaller share of their true neighbours near them on the map are drawn as rings. */
export const hollowBelow = 1 / 3;

/**
 * Radii in tenths of a CSS pixel, by row.
 *
 * @param cosine Cosines to the feature that sizes go by; null while they are loaded.
 */
export function radiiOf(rows: Rows, sizeBy: SizeBy, cosine: Float32Array | null): Uint8Array {
  const usual = usualRadius(rows.count);
  const radii = new Uint8Array(rows.count).fill(usual);
  const share = shareOf(rows, sizeBy, cosine);
  if (share === null) return radii;
  for (let row = 0; row < rows.count; row++) {
    const value = share(row);
    radii[row] = Math.round(usual * (Number.isNaN(value) ? 0.6 : 0.6 + 1.6 * value));
  }
  return radii;
}

/** Bits of `pointFlags`, by row. */
export function pointFlagsOf(rows: Rows, hidden: Uint8Array, selected: Uint8Array): Uint8Array {
  const flags = new Uint8Array(rows.count);
  for (let row = 0; row < rows.count; row++) {
    // A comparison with NaN, which stands for not known, is false.
    const hollow = (rows.fidelity[row] ?? 1) < hollowBelow;
    flags[row] =
      (hidden[row] === 1 ? pointFlags.hidden : 0) |
      (selected[row] === 1 ? pointFlags.selected : 0) |
      (hollow ? pointFlags.hollow : 0);
  }
  return flags;
}

export function pointsOf(
  rows: Rows,
  { entry }: Colouring,
  radius: Uint8Array,
  flags: Uint8Array,
): Points {
  return { count: rows.count, x: rows.x, y: rows.y, colour: entry, radius, flags };
}

/** How many rows are drawn as rings. */
export function hollowCount({ fidelity }: Rows): number {
  let count = 0;
  for (const share of fidelity) if (share < hollowBelow) count++;
  return count;
}

/** How many rows have a place on the map. */
export function placedCount({ x }: Rows): number {
  let count = 0;
  for (const value of x) if (!Number.isNaN(value)) count++;
  return count;
}

/** Smaller where there are many, so that clusters keep their shape. */
function usualRadius(count: number): number {
  if (count < 2000) return 40;
  if (count < 20_000) return 30;
  return count < 200_000 ? 20 : 13;
}

/** A function that tells 0..1 of a row; NaN when it has none. */
function shareOf(
  rows: Rows,
  sizeBy: SizeBy,
  cosine: Float32Array | null,
): ((row: number) => number) | null {
  switch (sizeBy.kind) {
    case 'same':
      return null;
    case 'risk':
      // From half of the ordinary samples to all but one in a thousand, on a scale of orders of magnitude.
      return (row) => clamped(-Math.log10(Math.max(2 - 2 * (rows.risk[row] ?? 0), 0.002)) / 2.7);
    case 'length':
      return (row) => clamped(Math.log2(1 + (rows.tokens[row] ?? 0)) / 11);
    case 'feature': {
      if (cosine === null) return null;
      let [least, greatest] = [Infinity, -Infinity];
      for (const value of cosine) {
        if (value < least) least = value;
        if (value > greatest) greatest = value;
      }
      const range = Math.max(greatest - least, 1e-6);
      return (row) => ((cosine[row] ?? Number.NaN) - least) / range;
    }
  }
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
