import { placePca, placeRowsPca, type PcaModel } from './pca.ts';
import { placeRowsUmap, placeUmap, type UmapModel } from './umap-model.ts';
import type { VectorTable } from './vector-table.ts';

/**
 * How a map is made of vectors: fitted once on a data set, then it places any vector, so that an edited line
 * moves alone and a direction lies among the samples. Plain data that another thread may send.
 */
export type LayoutModel = PcaModel | UmapModel;

/** The place of a vector [width], about -1..1; NaN for a vector of zeros. */
export function placeVector(model: LayoutModel, vector: ArrayLike<number>): [number, number] {
  return model.kind === 'pca' ? placePca(model, vector) : placeUmap(model, vector);
}

/**
 * Puts the places of the rows `start` to `end` (exclusive) into `x` and `y` [rows]; NaN for missing rows.
 * A PCA takes less than a microsecond a row, a UMAP of 3,000 landmarks about a fifth of a millisecond.
 */
export function placeRows(
  model: LayoutModel,
  table: VectorTable,
  start: number,
  end: number,
  x: Float32Array,
  y: Float32Array,
): void {
  if (model.kind === 'pca') placeRowsPca(model, table, start, end, x, y);
  else placeRowsUmap(model, table, start, end, x, y);
}
