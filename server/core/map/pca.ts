import { Directions } from './directions.ts';
import { principalAxes } from './principal-axes.ts';
import { someRows } from './some-rows.ts';
import { dot, inverseNorm } from './vector-maths.ts';
import type { VectorTable } from './vector-table.ts';

/** Rows that the axes are found from. */
const fittedRows = 2_000;

/** Two axes through the cloud of unit vectors. */
export interface PcaModel {
  readonly kind: 'pca';
  readonly width: number;
  /** Each [width] and of length 1, or zeros where the data does not vary. */
  readonly axes: readonly [Float32Array, Float32Array];
  /** Where the mean of the fitted unit vectors lies on each axis. */
  readonly centre: readonly [number, number];
  /** From lengths to the map's -1..1. */
  readonly scale: number;
  /** The share of all variance that lies along each axis, 0..1. */
  readonly explained: readonly [number, number];
}

/**
 * Principal component analysis of unit vectors.
 *
 * @param order every row once, by content hash: the first 2,000 decide, so a map does not follow the order of lines.
 */
export function fitPca(table: VectorTable, order: ArrayLike<number>): PcaModel {
  const { width } = table;
  const rows = someRows(table, order, fittedRows);
  const { mean, covariance } = moments(table, rows);
  const { axes, variances } = principalAxes(covariance, width, 2);
  const [first, second] = [axes[0] ?? new Float64Array(width), axes[1] ?? new Float64Array(width)];
  let total = 0;
  for (let i = 0; i < width; i += 1) total += covariance[i * width + i] ?? 0;
  const share = (variance = 0) => (total > 0 ? variance / total : 0);
  const unscaled: PcaModel = {
    kind: 'pca',
    width,
    axes: [Float32Array.from(first), Float32Array.from(second)],
    centre: [dot(first, mean), dot(second, mean)],
    scale: 1,
    explained: [share(variances[0]), share(variances[1])],
  };
  return { ...unscaled, scale: fittingScale(unscaled, table, rows) };
}

export function placePca(model: PcaModel, vector: ArrayLike<number>): [number, number] {
  const factor = inverseNorm(vector);
  if (factor === 0) return [Number.NaN, Number.NaN];
  const place = (axis: 0 | 1) =>
    model.scale * (dot(model.axes[axis], vector) * factor - model.centre[axis]);
  return [place(0), place(1)];
}

export function placeRowsPca(
  model: PcaModel,
  table: VectorTable,
  start: number,
  end: number,
  x: Float32Array,
  y: Float32Array,
): void {
  const { centre, scale } = model;
  const cosines = table.cosines(Directions.of(model.axes, model.width), start, end);
  for (let row = start; row < end; row += 1) {
    const at = 2 * (row - start);
    x[row] = table.has(row) ? scale * ((cosines[at] ?? 0) - centre[0]) : Number.NaN;
    y[row] = table.has(row) ? scale * ((cosines[at + 1] ?? 0) - centre[1]) : Number.NaN;
  }
}

/** Mean [width] and covariance [width, width] of the unit vectors of some rows. */
function moments(table: VectorTable, rows: Uint32Array) {
  const { width } = table;
  const columns = Array.from({ length: width }, () => new Float64Array(rows.length));
  rows.forEach((row, at) => {
    table.toUnit(row).forEach((value, i) => {
      const column = columns[i];
      if (column !== undefined) column[at] = value;
    });
  });
  const mean = Float64Array.from(columns, centre);
  const covariance = new Float64Array(width * width);
  columns.forEach((column, i) => {
    for (let j = i; j < width; j += 1) {
      const product = innerProduct(column, columns[j] ?? column) / Math.max(1, rows.length);
      covariance[i * width + j] = covariance[j * width + i] = product;
    }
  });
  return { mean, covariance };
}

/** Takes the mean from every value, and returns it. */
function centre(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = values.length === 0 ? 0 : sum / values.length;
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) - mean;
  return mean;
}

/** As `dot`, with four sums at once, for hundreds of thousands of long vectors. */
function innerProduct(left: Float64Array, right: Float64Array): number {
  const whole = left.length - (left.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += (left[i] ?? 0) * (right[i] ?? 0);
    b += (left[i + 1] ?? 0) * (right[i + 1] ?? 0);
    c += (left[i + 2] ?? 0) * (right[i + 2] ?? 0);
    d += (left[i + 3] ?? 0) * (right[i + 3] ?? 0);
  }
  for (let i = whole; i < left.length; i += 1) a += (left[i] ?? 0) * (right[i] ?? 0);
  return a + b + c + d;
}

function fittingScale(model: PcaModel, table: VectorTable, rows: Uint32Array): number {
  let largest = 0;
  for (const row of rows) {
    const [x, y] = placePca(model, table.bytes(row));
    largest = Math.max(largest, Math.abs(x), Math.abs(y));
  }
  // What is left of the rounding of equal rows must not fill the map.
  return largest > 1e-6 ? 1 / largest : 1;
}
