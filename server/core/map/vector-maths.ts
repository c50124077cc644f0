/** The inner product of two vectors of one width. */
export function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

/** 1 / length; 0 for a vector of zeros. */
export function inverseNorm(vector: ArrayLike<number>): number {
  const square = dot(vector, vector);
  return square > 0 ? 1 / Math.sqrt(square) : 0;
}

/** `target += factor * source`. */
export function addScaled(target: Float64Array, source: ArrayLike<number>, factor: number): void {
  for (let i = 0; i < target.length; i += 1) {
    target[i] = (target[i] ?? 0) + factor * (source[i] ?? 0);
  }
}
