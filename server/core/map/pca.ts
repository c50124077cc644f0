import { Directions } from './directions.ts';
import { principalAxes } from './principal-axes.ts';
import { someRows } from './some-rows.ts';
import { addScaled, dot, inverseNorm } from './vector-maths.ts';
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
  const mean = new Float64Array(width);
  const covariance = new Float64Array(width * width);
  if (rows.length === 0) return { mean, covariance };
  const units = Array.from(rows, (row) => Float64Array.from(table.toUnit(row)));
  for (const unit of units) addScaled(mean, unit, 1 / rows.length);
  for (const unit of units) {
    addScaled(unit, mean, -1);
    addOuterProduct(covariance, unit, 1 / rows.length);
  }
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < i; j += 1) covariance[i * width + j] = covariance[j * width + i] ?? 0;
  }
  return { mean, covariance };
}

/** Adds to the upper half only. */
function addOuterProduct(sum: Float64Array, vector: Float64Array, weight: number): void {
  const { length } = vector;
  for (let i = 0; i < length; i += 1) {
    const factor = weight * (vector[i] ?? 0);
    for (let j = i, at = i * length + i; j < length; j += 1, at += 1) {
      sum[at] = (sum[at] ?? 0) + factor * (vector[j] ?? 0);
    }
  }
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
