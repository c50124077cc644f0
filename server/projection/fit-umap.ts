import { UMAP } from 'umap-js';
import { largestValues } from '../core/map/largest-values.ts';
import { fitPca, placePca, type PcaModel } from '../core/map/pca.ts';
import { createRandom } from '../core/map/random.ts';
import { someRows } from '../core/map/some-rows.ts';
import type { UmapModel } from '../core/map/umap-model.ts';
import { VectorTable } from '../core/map/vector-table.ts';

/** Samples that UMAP sees; the others are placed among them. */
const mostLandmarks = 3_000;
const mostNeighbours = 15;
const epochs = 200;
/** The seed of the library's random numbers. */
const seed = 42;

/**
 * Uniform manifold approximation and projection (McInnes, Healy and Melville, 2018) of up to 3,000 landmarks. The
 * neighbours are the true ones, by cosine, and the layout starts at the PCA of the landmarks, so that it differs
 * from run to run in nothing and clusters lie as their distances say.
 *
 * @param order every row once, by content hash: the first rows that differ are the landmarks.
 * @param onProgress is told the share of the epochs that is done, 0..1.
 */
export function fitUmap(
  table: VectorTable,
  order: ArrayLike<number>,
  onProgress: (share: number) => void = () => undefined,
): UmapModel {
  const landmarks = copyRows(table, someRows(table, order, mostLandmarks));
  const pca = fitPca(
    landmarks,
    Array.from({ length: landmarks.rows }, (_, i) => i),
  );
  // With so few, neighbourhoods say nothing that two axes do not.
  const places =
    landmarks.rows < 4
      ? startingPlaces(landmarks, pca)
      : optimise(landmarks, startingPlaces(landmarks, pca), onProgress);
  onProgress(1);
  return {
    kind: 'umap',
    width: table.width,
    landmarks: landmarks.parts,
    ...fitToSquare(places),
  };
}

function copyRows(table: VectorTable, rows: Uint32Array): VectorTable {
  const copies = Array.from(rows, (row) => ({ scale: 1, values: table.bytes(row) }));
  return VectorTable.from(copies, rows.length, table.width);
}

function startingPlaces(landmarks: VectorTable, pca: PcaModel): number[][] {
  return Array.from({ length: landmarks.rows }, (_, i) => placePca(pca, landmarks.bytes(i)));
}

function optimise(
  landmarks: VectorTable,
  start: readonly number[][],
  onProgress: (share: number) => void,
): number[][] {
  // The library counts a point as its own first neighbour.
  const nNeighbors = Math.min(mostNeighbours, landmarks.rows - 1);
  const umap = new UMAP({ nNeighbors, nEpochs: epochs, random: createRandom(seed) });
  const { indices, distances } = neighboursOf(landmarks, nNeighbors);
  umap.setPrecomputedKNN(indices, distances);
  const total = umap.initializeFit(start.map((place) => [...place]));
  // The library starts at random places; these arrays are those that it moves.
  umap.getEmbedding().forEach((place, i) => {
    place.forEach((_, axis) => (place[axis] = 10 * (start[i]?.[axis] ?? 0)));
  });
  for (let epoch = 0; epoch < total; epoch += 1) {
    umap.step();
    onProgress((epoch + 1) / total);
  }
  return umap.getEmbedding();
}

function neighboursOf(landmarks: VectorTable, count: number) {
  const all = landmarks.directions(Array.from({ length: landmarks.rows }, (_, i) => i));
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let row = 0; row < landmarks.rows; row += 1) {
    const cosines = landmarks.cosines(all, row, row + 1);
    cosines[row] = Infinity;
    const nearest = Array.from(largestValues(cosines, count));
    indices.push(nearest);
    distances.push(nearest.map((i) => (i === row ? 0 : Math.max(1e-6, 1 - (cosines[i] ?? 0)))));
  }
  return { indices, distances };
}

/** Moves and scales places so that the wider side is -1..1. */
function fitToSquare(places: readonly number[][]): { x: Float32Array; y: Float32Array } {
  const axes = [0, 1].map((axis) => places.map((place) => place[axis] ?? 0));
  const ranges = axes.map((values) => ({
    low: values.reduce((least, value) => Math.min(least, value), Infinity),
    high: values.reduce((most, value) => Math.max(most, value), -Infinity),
  }));
  const half = Math.max(...ranges.map(({ low, high }) => (high - low) / 2));
  const [x, y] = axes.map((values, axis) => {
    const { low = 0, high = 0 } = ranges[axis] ?? {};
    return Float32Array.from(values, (value) =>
      half > 1e-6 ? (value - (low + high) / 2) / half : 0,
    );
  });
  return { x: x ?? new Float32Array(), y: y ?? new Float32Array() };
}
