import { largestValues } from './largest-values.ts';
import { someRows } from './some-rows.ts';
import type { VectorTable } from './vector-table.ts';

/** Rows that the measures are taken on: each is compared with each. */
const measuredRows = 1_500;
const mostNeighbours = 10;

export interface QualityOfMap {
  /** 0..1: what is near on the map is near in truth. */
  readonly trustworthiness: number;
  /** 0..1: what is near in truth is near on the map. */
  readonly continuity: number;
  /** Neighbours that count, and samples that it was measured on. */
  readonly neighbours: number;
  readonly samples: number;
}

/**
 * Trustworthiness and continuity of a map after Venna and Kaski (2001), 'Neighborhood preservation in nonlinear
 * projection methods: an experimental study', ICANN, equations 1 and 2. With `n` samples, `k` neighbours and
 * `r(i, j)` the rank of `j` among the others by distance from `i` in truth (for continuity: on the map):
 *
 *     M = 1 - 2 / (n k (2 n - 3 k - 1)) * sum over i, j in U(i) of (r(i, j) - k)
 *
 * where `U(i)` are the `k` nearest of `i` on the map (continuity: in truth) that are not among its `k` nearest in
 * truth (continuity: on the map). Distances are true cosines and, on the map, straight lines; ties go by row.
 *
 * @param order every row once, by content hash: the first 1,500 with a vector and a place are measured.
 * @returns null for fewer than four samples, where nothing can be out of place in a way that says something.
 */
export function measureMap(
  table: VectorTable,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  order: ArrayLike<number>,
): QualityOfMap | null {
  const placed = (row: number) => Number.isFinite(x[row]) && Number.isFinite(y[row]);
  const rows = someRows(table, order, measuredRows, placed);
  const samples = rows.length;
  if (samples < 4) return null;
  // The formula's factor holds for k < n / 2.
  const k = Math.min(mostNeighbours, Math.ceil(samples / 2) - 1);
  const directions = table.directions(rows);
  let far = 0;
  let torn = 0;
  const onMap = new Float32Array(samples);
  for (let i = 0; i < samples; i += 1) {
    const row = rows[i] ?? 0;
    const inTruth = table.cosines(directions, row, row + 1);
    for (let j = 0; j < samples; j += 1) onMap[j] = -squaredDistance(x, y, row, rows[j] ?? 0);
    inTruth[i] = onMap[i] = Number.NaN;
    far += misplaced(onMap, inTruth, k);
    torn += misplaced(inTruth, onMap, k);
  }
  const factor = 2 / (samples * k * (2 * samples - 3 * k - 1));
  return {
    trustworthiness: 1 - factor * far,
    continuity: 1 - factor * torn,
    neighbours: k,
    samples,
  };
}

/** The sum of `r(i, j) - k` by `ranked` over the `k` nearest by `near`; large is near, and NaN is the sample itself. */
function misplaced(near: Float32Array, ranked: Float32Array, k: number): number {
  let sum = 0;
  for (const j of largestValues(near, k)) sum += Math.max(0, rankOf(ranked, j) - k);
  return sum;
}

/** From 1 for the largest value, ties by index. */
function rankOf(values: Float32Array, index: number): number {
  const value = values[index] ?? 0;
  let rank = 1;
  for (let i = 0; i < values.length; i += 1) {
    const other = values[i] ?? 0;
    if (other > value || (other === value && i < index)) rank += 1;
  }
  return rank;
}

function squaredDistance(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  row: number,
  other: number,
): number {
  return ((x[row] ?? 0) - (x[other] ?? 0)) ** 2 + ((y[row] ?? 0) - (y[other] ?? 0)) ** 2;
}
