import type { QuantisedVector } from '../scoring/sample-vectors.ts';

/** Vectors of norm 1, one after the other; a vector of zeros stays one. */
export interface UnitRows {
  readonly count: number;
  readonly width: number;
  /** `[count, width]`, row-major. */
  readonly values: Float32Array;
}

/** The vectors, each by its own norm. Those of another width than `width` count as zeros. */
export function toUnitRows(vectors: readonly QuantisedVector[], width: number): UnitRows {
  const values = new Float32Array(vectors.length * width);
  vectors.forEach((vector, row) => {
    if (vector.values.length !== width) return;
    const norm = normOf(vector.values);
    if (norm === 0) return;
    vector.values.forEach((value, i) => (values[row * width + i] = value / norm));
  });
  return { count: vectors.length, width, values };
}

/** Some of the rows, in the order of `indices`. */
export function pickRows({ width, values }: UnitRows, indices: readonly number[]): UnitRows {
  const picked = new Float32Array(indices.length * width);
  indices.forEach((index, row) => {
    picked.set(values.subarray(index * width, (index + 1) * width), row * width);
  });
  return { count: indices.length, width, values: picked };
}

/** `[width]`: the mean of the rows; zeros for none. */
export function meanRow({ count, width, values }: UnitRows): Float64Array {
  const mean = new Float64Array(width);
  for (let at = 0; at < values.length; at += width) {
    for (let i = 0; i < width; i += 1) mean[i] = (mean[i] ?? 0) + (values[at + i] ?? 0);
  }
  return count === 0 ? mean : mean.map((sum) => sum / count);
}

/** `[count]`: the dot product of every row and a direction; its cosine if the direction has norm 1. */
export function rowCosines(
  { count, width, values }: UnitRows,
  direction: ArrayLike<number>,
): Float64Array {
  // A typed array of one kind keeps the loop fast whatever the caller has.
  const by = Float64Array.from(direction);
  const cosines = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const at = row * width;
    let sum = 0;
    for (let i = 0; i < width; i += 1) sum += (values[at + i] ?? 0) * (by[i] ?? 0);
    cosines[row] = sum;
  }
  return cosines;
}

/**
 * The cosine of a sample to a direction of norm 1, -1..1; 0 for a vector of zeros. Whoever shows or flags a
 * sample for a feature takes it from here, so that every program gets the same bits.
 */
export function featureCosine({ values }: QuantisedVector, direction: Float32Array): number {
  let dot = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    dot += value * (direction[i] ?? 0);
    squares += value * value;
  }
  return squares === 0 ? 0 : Math.min(1, Math.max(-1, dot / Math.sqrt(squares)));
}

/** The vector by its norm, as float32; null for a vector of zeros or with numbers that are not finite. */
export function toUnit(vector: ArrayLike<number>): Float32Array | null {
  const norm = normOf(vector);
  if (!Number.isFinite(norm) || norm === 0) return null;
  return Float32Array.from(vector, (value) => value / norm);
}

function normOf(vector: ArrayLike<number>): number {
  let squares = 0;
  for (const value of Array.from(vector)) squares += value * value;
  return Math.sqrt(squares);
}
