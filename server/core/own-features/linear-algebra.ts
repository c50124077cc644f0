/** A square matrix in row-major order, float64. */
export type SquareMatrix = Float64Array;

/**
 * The lower triangle `L` of `matrix = L L'` (Cholesky), zeros above; null when the matrix is not positive definite.
 * About 0.1 s for a width of 576, in steps of a few milliseconds.
 */
export function* cholesky(
  matrix: SquareMatrix,
  size: number,
): Generator<void, SquareMatrix | null> {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const rowAt = row * size;
    if (row % 16 === 15) yield;
    for (let column = 0; column <= row; column += 1) {
      const columnAt = column * size;
      let sum = matrix[rowAt + column] ?? 0;
      for (let k = 0; k < column; k += 1)
        sum -= (lower[rowAt + k] ?? 0) * (lower[columnAt + k] ?? 0);
      if (row === column) {
        if (!(sum > 0)) return null;
        lower[rowAt + row] = Math.sqrt(sum);
      } else {
        lower[rowAt + column] = sum / (lower[columnAt + column] ?? 1);
      }
    }
  }
  return lower;
}

/** `L^-1 x` of a lower triangle, by substitution: `[size]`. */
export function solveLower(lower: SquareMatrix, size: number, vector: Float64Array): Float64Array {
  const solution = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    const at = row * size;
    let sum = vector[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (lower[at + k] ?? 0) * (solution[k] ?? 0);
    solution[row] = sum / (lower[at + row] ?? 1);
  }
  return solution;
}
