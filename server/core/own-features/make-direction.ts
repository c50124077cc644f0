import type { FeatureMethod } from './own-feature.ts';
import { meanRow, rowCosines, toUnit, type UnitRows } from './unit-rows.ts';

/** How this file makes a direction: features that were made in another way are made again. */
export const directionMethod: FeatureMethod = 'shrunk-mean-difference';

/** How far true features vary in any direction, and along the known ones, before a sample was seen. */
const anyDeviation = 0.005;
const knownDeviation = 0.01;
/** What negatives count beside ordinary samples. */
const negativeShare = 0.25;

/** What marked samples are compared with; `comparisonWith` makes one. */
export interface Comparison {
  /** `[width]`: `o`, the mean of ordinary samples of norm 1. */
  readonly ordinaryMean: Float64Array;
  /** `U`: the directions that are known already; none is fine too. */
  readonly known: UnitRows;
  /** `[known.count, known.count]`: `U U'`. */
  readonly gram: readonly Float64Array[];
}

export function comparisonWith(ordinary: UnitRows, known: UnitRows): Comparison {
  const gram = Array.from({ length: known.count }, (_, row) => {
    return rowCosines(known, known.values.subarray(row * known.width, (row + 1) * known.width));
  });
  return { ordinaryMean: meanRow(ordinary), known, gram };
}

/**
 * The direction from ordinary samples to the positives, a little away from the negatives, and drawn toward the
 * known directions where few marks leave it uncertain. Formulas and constants: docs/pack-format.md, "A feature of
 * one's own"; all in float64.
 * @param positives at least one row, of norm 1.
 * @param negatives of norm 1; none is fine.
 * @returns `[width]` of norm 1; null when nothing tells the positives from the rest.
 */
export function makeDirection(
  positives: UnitRows,
  negatives: UnitRows,
  { ordinaryMean, known, gram }: Comparison,
): Float32Array | null {
  const share = negatives.count > 0 ? negativeShare : 0;
  const [wanted, unwanted] = [meanRow(positives), meanRow(negatives)];
  const difference = wanted.map(
    (value, i) => value - share * (unwanted[i] ?? 0) - (1 - share) * (ordinaryMean[i] ?? 0),
  );
  const variance =
    (1 / positives.count + (share === 0 ? 0 : share ** 2 / negatives.count)) / positives.width;
  const total = anyDeviation ** 2 + variance;
  const ridge = total / knownDeviation ** 2;
  const weights = solve(
    gram.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value))),
    rowCosines(known, difference),
  );
  const explained = combine(known, weights);
  return toUnit(
    difference.map((value, i) => value - (variance / total) * (value - (explained[i] ?? 0))),
  );
}

/** `[width]`: `U' w`. */
function combine({ width, values }: UnitRows, weights: Float64Array): Float64Array {
  const sum = new Float64Array(width);
  weights.forEach((weight, row) => {
    for (let i = 0; i < width; i += 1) {
      sum[i] = (sum[i] ?? 0) + weight * (values[row * width + i] ?? 0);
    }
  });
  return sum;
}

/** Solves `matrix x = right` for a symmetric positive definite matrix, by Cholesky's method. Changes both. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = matrix.length;
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k);
      const target = matrix[row];
      if (target === undefined) continue;
      target[column] = row === column ? Math.sqrt(sum) : sum / at(column, column);
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = right[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= at(row, k) * (right[k] ?? 0);
    right[row] = sum / at(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = right[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= at(k, row) * (right[k] ?? 0);
    right[row] = sum / at(row, row);
  }
  return right;
}
