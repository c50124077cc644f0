import { largestValues } from './largest-values.ts';
import type { VectorTable } from './vector-table.ts';

const trueNeighbours = 10;
/** How many more neighbours on the map count as near. */
const allowance = 3;
/** Up to so many rows every row is compared with every other. */
const mostExactRows = 4_000;
/** Above, every row is compared with so many. */
const referenceRows = 1_000;
/** Rows that are compared with all references at once. */
const block = 128;

/**
 * How far one may trust the place of each row: the share, 0..1, of its 10 nearest rows by true cosine that are
 * also among its 30 nearest on the map; NaN for a row without a vector or a place. With fewer rows the numbers
 * shrink: a third of the others are true neighbours at most, so that not everything is near.
 *
 * The map is allowed three times as many because two dimensions cannot keep all orders of many: a point is
 * misleading when its true neighbours are elsewhere, not when they are a few points further.
 *
 * Up to 4,000 rows it is exact. Above, the neighbours of every row are looked for among the first 1,000 rows of
 * `order` only, in truth and on the map alike. That measures the same thing at a coarser scale (of 100,000 rows,
 * the 10 nearest of 1,000 are about the 1,000 nearest of all): right places at fine scale may hide a wrong one
 * at finer, yet a row that lies in a wrong part of the map is found, and time grows with the rows only.
 *
 * @param order every row once, by content hash.
 * @param onProgress is told the share that is done, 0..1.
 */
export function measureFidelity(
  table: VectorTable,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  order: ArrayLike<number>,
  onProgress: (share: number) => void = () => undefined,
): Float32Array {
  const isUsable = (row: number) =>
    table.has(row) && Number.isFinite(x[row]) && Number.isFinite(y[row]);
  const usable = Uint32Array.from(order).filter(isUsable);
  const references = usable.length <= mostExactRows ? usable : usable.subarray(0, referenceRows);
  const fidelity = new Float32Array(table.rows).fill(Number.NaN);
  const near = Math.min(trueNeighbours, Math.floor((references.length - 1) / allowance));
  if (near < 1) {
    // Among so few every row is near every other.
    for (const row of usable) fidelity[row] = 1;
    return fidelity;
  }
  const directions = table.directions(references);
  const positions = new Map(Array.from(references, (row, i) => [row, i]));
  const place = { x: pick(x, references), y: pick(y, references) };
  for (let start = 0; start < table.rows; start += block) {
    const end = Math.min(table.rows, start + block);
    const cosines = table.cosines(directions, start, end);
    for (let row = start; row < end; row += 1) {
      if (!isUsable(row)) continue;
      const at = (row - start) * references.length;
      const inTruth = cosines.subarray(at, at + references.length);
      const onMap = closeness(place, x[row] ?? 0, y[row] ?? 0);
      const self = positions.get(row);
      if (self !== undefined) inTruth[self] = onMap[self] = Number.NaN;
      fidelity[row] = shared(inTruth, onMap, near);
    }
    onProgress(end / table.rows);
  }
  return fidelity;
}

function shared(inTruth: Float32Array, onMap: Float32Array, near: number): number {
  const kept = new Set(largestValues(onMap, near * allowance));
  const truth = largestValues(inTruth, near);
  return truth.reduce((sum, j) => sum + (kept.has(j) ? 1 : 0), 0) / truth.length;
}

function closeness(
  place: { x: Float32Array; y: Float32Array },
  x: number,
  y: number,
): Float32Array {
  const result = new Float32Array(place.x.length);
  for (let i = 0; i < result.length; i += 1) {
    result[i] = -(((place.x[i] ?? 0) - x) ** 2 + ((place.y[i] ?? 0) - y) ** 2);
  }
  return result;
}

function pick(values: ArrayLike<number>, rows: Uint32Array): Float32Array {
  return Float32Array.from(rows, (row) => values[row] ?? 0);
}
