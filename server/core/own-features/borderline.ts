import { copyCosine } from './leave-out.ts';
import { meanRow, pickRows, rowCosines, type UnitRows } from './unit-rows.ts';

/** Unmarked samples and where the marked ones lie, by one direction. */
export interface BorderlineInput {
  /** The unmarked samples, of norm 1. */
  readonly rows: UnitRows;
  /** `[rows.count]`: their cosines to the direction. */
  readonly cosines: ArrayLike<number>;
  /** The marked samples, of norm 1. */
  readonly positives: UnitRows;
  readonly negatives: UnitRows;
  readonly direction: ArrayLike<number>;
  /** The cosine of the feature's threshold: where it begins to flag. */
  readonly threshold: number;
}

/** So many of the most uncertain samples are looked at for each one that is wanted. */
const candidatesEach = 8;

/**
 * The unmarked samples that would teach a feature most, the best first: those whose cosine is nearest to the
 * boundary (uncertainty sampling, Lewis and Gale, 1994), each as different as can be from those before it and from
 * what is marked (farthest-first). The boundary is halfway between the marked samples' means; without negatives, the
 * feature's threshold. Copies of marked or chosen samples are left out.
 * @returns indices of rows, at most `count`.
 */
export function borderline(input: BorderlineInput, count: number): number[] {
  const { rows, cosines, positives, negatives } = input;
  const boundary = boundaryOf(input);
  const uncertain = Array.from(cosines, (cosine, row) => ({
    row,
    far: Math.abs(cosine - boundary),
  }))
    .sort((a, b) => a.far - b.far || a.row - b.row)
    .slice(0, candidatesEach * count)
    .map(({ row }) => row);
  const candidates = pickRows(rows, uncertain);
  // How near each candidate is to what is marked or chosen already.
  const nearest = new Float64Array(uncertain.length).fill(-1);
  const meet = (direction: Float32Array): void =>
    rowCosines(candidates, direction).forEach((cosine, at) => {
      nearest[at] = Math.max(nearest[at] ?? -1, cosine);
    });
  for (const marked of [positives, negatives]) {
    for (let row = 0; row < marked.count; row += 1) meet(rowOf(marked, row));
  }
  const chosen: number[] = [];
  for (;;) {
    const best = nearest.reduce(
      (found, cosine, at) => (cosine < (nearest[found] ?? Infinity) ? at : found),
      0,
    );
    if (chosen.length >= count || !((nearest[best] ?? 1) < copyCosine)) return chosen;
    chosen.push(uncertain[best] ?? 0);
    meet(rowOf(candidates, best));
    nearest[best] = Infinity;
  }
}

/** Where samples are the most uncertain: halfway between the marked samples' means, or at the threshold. */
export function boundaryOf({
  positives,
  negatives,
  direction,
  threshold,
}: Pick<BorderlineInput, 'positives' | 'negatives' | 'direction' | 'threshold'>): number {
  if (positives.count === 0 || negatives.count === 0) return threshold;
  const at = (rows: UnitRows): number =>
    meanRow(rows).reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0);
  return (at(positives) + at(negatives)) / 2;
}

function rowOf({ width, values }: UnitRows, row: number): Float32Array {
  return values.subarray(row * width, (row + 1) * width);
}
