import { createRandom, randomNormal } from './random.ts';
import { addScaled, dot } from './vector-maths.ts';

/** More directions than asked for, so that the axes do not wait for the ones that come next. */
const spare = 14;
const mostRounds = 100;
/** The axes are found when no variance moves by more than this share in one round. */
const tolerance = 1e-9;

export interface PrincipalAxes {
  /** [axes, width], rows of length 1 at right angles, by falling variance; zeros where nothing varies. */
  readonly axes: Float64Array[];
  /** Variance along each axis. */
  readonly variances: Float64Array;
}

/**
 * The leading eigenvectors of a covariance matrix [width, width] (symmetric, row after row) by orthogonal
 * iteration with a Rayleigh-Ritz step (Golub and Van Loan, Matrix Computations, 4th ed., 8.2.4). The largest
 * entry of an axis is positive, so the same data never gives a mirrored map.
 */
export function principalAxes(
  covariance: Float64Array,
  width: number,
  count: number,
): PrincipalAxes {
  const random = createRandom(width);
  let basis = Array.from({ length: Math.min(width, count + spare) }, () =>
    Float64Array.from({ length: width }, () => randomNormal(random)),
  );
  orthonormalise(basis);
  let variances = new Float64Array(basis.length);
  for (let round = 0; round < mostRounds; round += 1) {
    const images = basis.map((axis) => multiply(covariance, axis));
    const rotated = rayleighRitz(basis, images);
    const moved = rotated.values.some(
      (value, i) =>
        i < count && Math.abs(value - (variances[i] ?? 0)) > tolerance * (rotated.values[0] ?? 0),
    );
    variances = rotated.values;
    basis = rotated.images;
    orthonormalise(basis);
    if (!moved) break;
  }
  const axes = Array.from({ length: count }, (_, i) =>
    withSign(basis[i] ?? new Float64Array(width)),
  );
  return {
    axes,
    variances: Float64Array.from(axes, (_, i) => Math.max(0, variances[i] ?? 0)),
  };
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const { length } = vector;
  const result = new Float64Array(length);
  for (let row = 0; row < length; row += 1) {
    let sum = 0;
    for (let i = 0, at = row * length; i < length; i += 1, at += 1) {
      sum += (matrix[at] ?? 0) * (vector[i] ?? 0);
    }
    result[row] = sum;
  }
  return result;
}

/** Turns images so that they are those of the best axes within the basis, by falling variance. */
function rayleighRitz(
  basis: readonly Float64Array[],
  images: readonly Float64Array[],
): { values: Float64Array<ArrayBuffer>; images: Float64Array<ArrayBuffer>[] } {
  const { values, vectors } = symmetricEigen(
    basis.map((axis) => images.map((image) => dot(axis, image))),
  );
  const order = Array.from(values.keys()).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  return {
    values: Float64Array.from(order, (i) => values[i] ?? 0),
    images: order.map((column) => {
      const sum = new Float64Array(basis[0]?.length ?? 0);
      images.forEach((image, row) => addScaled(sum, image, vectors[row]?.[column] ?? 0));
      return sum;
    }),
  };
}

/** Eigenvalues and eigenvectors (columns) of a small symmetric matrix by Jacobi's rotations. */
export function symmetricEigen(matrix: number[][]): { values: number[]; vectors: number[][] } {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = a.map((_, i) =>
    Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < 50; sweep += 1) {
    let turned = false;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) turned = rotate(a, vectors, p, q) || turned;
    }
    if (!turned) break;
  }
  return {
    values: a.map((row, i) => row[i] ?? 0),
    vectors: vectors.map((row) => Array.from(row)),
  };
}

/** Makes the entry (p, q) zero; false when it already is as good as that. */
function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number): boolean {
  const [rowP, rowQ] = [a[p], a[q]];
  if (rowP === undefined || rowQ === undefined) return false;
  const [pp, qq, pq] = [rowP[p] ?? 0, rowQ[q] ?? 0, rowP[q] ?? 0];
  if (Math.abs(pq) <= 1e-16 * (Math.abs(pp) + Math.abs(qq))) return false;
  const theta = (qq - pp) / (2 * pq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const row of [...a, ...vectors]) {
    const [x, y] = [row[p] ?? 0, row[q] ?? 0];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  }
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [rowP[i] ?? 0, rowQ[i] ?? 0];
    rowP[i] = cosine * x - sine * y;
    rowQ[i] = sine * x + cosine * y;
  }
  return true;
}

/** Gram-Schmidt, twice; what depends on earlier rows becomes zeros. */
function orthonormalise(rows: readonly Float64Array[]): void {
  rows.forEach((row, i) => {
    const before = Math.sqrt(dot(row, row));
    for (const earlier of [...rows.slice(0, i), ...rows.slice(0, i)]) {
      addScaled(row, earlier, -dot(row, earlier));
    }
    const norm = Math.sqrt(dot(row, row));
    const factor = norm > 1e-12 * before && norm > 1e-150 ? 1 / norm : 0;
    for (let k = 0; k < row.length; k += 1) row[k] = (row[k] ?? 0) * factor;
  });
}

function withSign(axis: Float64Array): Float64Array {
  const largest = axis.reduce(
    (most, value) => (Math.abs(value) > Math.abs(most) ? value : most),
    0,
  );
  return largest < 0 ? axis.map((value) => -value) : axis;
}
