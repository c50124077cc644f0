import type { LeftOut } from './leave-out.ts';
import type { NearestFeature } from './own-feature.ts';
import { rowCosines, type UnitRows } from './unit-rows.ts';

/**
 * A left-out example that is nearer than fewer ordinary samples than this is odd: the others would not put it among
 * the nearest tenth.
 */
const oddBelow = 0.9;

/** The mean cosine of two of the rows, -1..1; null for fewer than two. */
export function meanPairCosine(rows: UnitRows): number | null {
  const { count, width, values } = rows;
  if (count < 2) return null;
  // The squared norm of the sum holds every pair twice and every row with itself once.
  const sum = new Float64Array(width);
  let own = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    sum[at % width] = (sum[at % width] ?? 0) + value;
    own += value * value;
  }
  const all = sum.reduce((total, value) => total + value * value, 0);
  return (all - own) / (count * (count - 1));
}

/** The examples that the others would not find, by index, the farthest first; none for fewer than three. */
export function oddOnes({ placements, indices }: LeftOut): number[] {
  if (placements.length < 3) return [];
  return placements
    .map((share, at) => ({ share, index: indices[at] ?? 0 }))
    .filter(({ share }) => share < oddBelow)
    .sort((a, b) => a.share - b.share)
    .map(({ index }) => index);
}

/**
 * The features whose directions are nearest to one, nearest first.
 * @param known the risk, then the features, in the order of `ids`.
 */
export function nearestFeatures(
  direction: Float32Array,
  known: UnitRows,
  ids: readonly string[],
  count: number,
): NearestFeature[] {
  const cosines = rowCosines(known, direction);
  return ids
    .map((id, at) => ({ id, cosine: cosines[at + 1] ?? 0 }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, count);
}
