import { nearestRowsInSteps } from '../../core/map/nearest-rows.ts';
import type { MapState } from './data-map.ts';
import type { RequestSlice } from './slices.ts';

/** A row that lies near another one. */
export interface NearRow {
  readonly row: number;
  /** Between the whitened vectors of the two samples, -1..1. */
  readonly cosine: number;
}

/**
 * The rows that lie nearest to a row, by true cosine and nearest first, without it; rows of equal content lie in
 * the same place. None when the sample has no score.
 */
export async function nearRows(
  { rows, table }: MapState,
  row: number,
  count: number,
  slice: RequestSlice,
): Promise<NearRow[]> {
  const slot = rows.slots[row] ?? -1;
  if (table === null || slot < 0 || count === 0) return [];
  // Each place has at least one row, so that so many places are enough.
  const nearest = await slice.run(nearestRowsInSteps(table.vectors, slot, count));
  const places = new Map<number, number[]>([[slot, []]]);
  for (const near of nearest.rows) places.set(near, []);
  for (let other = 0; other < rows.count; other += 1) {
    if (other !== row) places.get(rows.slots[other] ?? -1)?.push(other);
  }
  const cosines = [1, ...nearest.cosines];
  return [...places.values()]
    .flatMap((found, at) => found.map((other) => ({ row: other, cosine: cosines[at] ?? 0 })))
    .slice(0, count);
}
