import { createRandom, randomNormal } from '../../../../server/core/map/random.ts';
import { VectorTable } from '../../../../server/core/map/vector-table.ts';
import { quantise } from '../../../../server/core/scoring/sample-vectors.ts';

/** A table of exactly these whole numbers; null is a missing row. */
export function tableOf(rows: readonly (readonly number[] | null)[], width: number): VectorTable {
  const vectors = rows.map((row) =>
    row === null ? null : { scale: 1, values: Int8Array.from(row) },
  );
  return VectorTable.from(vectors, rows.length, width);
}

/** Rows around `clusters` directions in turn: row `i` belongs to cluster `i % clusters`. */
export function clusteredTable(rows: number, width: number, clusters: number, spread = 0.3) {
  const random = createRandom(7);
  const vector = (size: number) =>
    Float64Array.from({ length: width }, () => size * randomNormal(random));
  const centres = Array.from({ length: clusters }, () => vector(1));
  return VectorTable.from(
    Array.from({ length: rows }, (_, row) => {
      const noise = vector(spread);
      const centre = centres[row % clusters] ?? noise;
      return quantise(noise.map((value, i) => value + (centre[i] ?? 0)));
    }),
    rows,
    width,
  );
}

/** 0, 1, 2, ... */
export function inOrder(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}
