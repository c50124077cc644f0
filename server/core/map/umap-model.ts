import { largestValues } from './largest-values.ts';
import { inverseNorm } from './vector-maths.ts';
import { VectorTable, type VectorTableParts } from './vector-table.ts';

/** Landmarks that decide where a row goes. */
const neighbours = 8;
/** Rows that are compared with all landmarks at once. */
const block = 256;

/** A map of landmarks; everything else goes among the landmarks that it is most like. */
export interface UmapModel {
  readonly kind: 'umap';
  readonly width: number;
  readonly landmarks: VectorTableParts;
  /** [landmarks]: their places, -1..1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export function placeUmap(model: UmapModel, vector: ArrayLike<number>): [number, number] {
  const landmarks = new VectorTable(model.landmarks);
  if (inverseNorm(vector) === 0) return [Number.NaN, Number.NaN];
  return placeAmong(model, landmarks.cosinesTo(vector));
}

export function placeRowsUmap(
  model: UmapModel,
  table: VectorTable,
  start: number,
  end: number,
  x: Float32Array,
  y: Float32Array,
): void {
  const landmarks = new VectorTable(model.landmarks);
  const directions = landmarks.directions(Array.from({ length: landmarks.rows }, (_, i) => i));
  for (let from = start; from < end; from += block) {
    const to = Math.min(end, from + block);
    const cosines = table.cosines(directions, from, to);
    for (let row = from; row < to; row += 1) {
      const at = (row - from) * directions.count;
      const place = table.has(row)
        ? placeAmong(model, cosines.subarray(at, at + directions.count))
        : [Number.NaN, Number.NaN];
      [x[row], y[row]] = [place[0] ?? Number.NaN, place[1] ?? Number.NaN];
    }
  }
}

/**
 * The mean of the nearest landmarks' places with the weights `((R - d) / (R d))^2` of Franke and Nielson (1980),
 * where `d` is the distance between unit vectors and `R` that of the first landmark that does not count. So a
 * landmark is at its own place, and a vector that changes a little moves a little.
 */
function placeAmong(model: UmapModel, cosines: Float32Array): [number, number] {
  const nearest = Array.from(largestValues(cosines, neighbours + 1));
  const distances = nearest.map((i) => Math.sqrt(Math.max(0, 2 - 2 * (cosines[i] ?? 0))));
  const first = nearest[0];
  if (first === undefined) return [0, 0];
  if ((distances[0] ?? 0) < 1e-3) return [model.x[first] ?? 0, model.y[first] ?? 0];
  const reach = nearest.length > neighbours ? (distances.at(-1) ?? 0) : Infinity;
  const weights = distances.map((d) => Math.max(0, 1 / d - 1 / reach) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // All landmarks are equally far: their mean is as good as any place.
  const shares = weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
  const mean = (places: Float32Array) =>
    nearest.reduce((sum, landmark, i) => sum + (shares[i] ?? 0) * (places[landmark] ?? 0), 0);
  return [mean(model.x), mean(model.y)];
}
