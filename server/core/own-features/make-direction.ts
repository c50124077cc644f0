import type { FeatureMethod } from './own-feature.ts';
import { meanRow, toUnit, type UnitRows } from './unit-rows.ts';

/** How this file makes a direction; features are recomputed when another method has taken its place. */
export const directionMethod: FeatureMethod = 'mean-difference';

/**
 * The direction from what is not meant to what is: the mean of the positives minus the mean of the negatives, or of
 * ordinary samples when nothing is marked 'not like this', all of norm 1 before. The space is whitened, so a mean of
 * few examples needs no other shrinking: it is the difference of means of a discriminant analysis.
 * @param positives at least one row.
 * @param ordinaryMean `[width]`, the mean of ordinary samples of norm 1.
 * @returns `[width]` of norm 1; null when the two means are the same.
 */
export function makeDirection(
  positives: UnitRows,
  negatives: UnitRows,
  ordinaryMean: Float64Array,
): Float32Array | null {
  const wanted = meanRow(positives);
  const unwanted = negatives.count > 0 ? meanRow(negatives) : ordinaryMean;
  return toUnit(wanted.map((value, i) => value - (unwanted[i] ?? 0)));
}
