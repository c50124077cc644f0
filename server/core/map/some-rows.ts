import type { VectorTable } from './vector-table.ts';

/**
 * The first `most` rows of an order that have a vector, each vector once. In the order of content hashes this
 * is a sample of the data that does not depend on where lines are, and that an edit changes in one row at most.
 *
 * @param order every row once; rows of equal content follow each other.
 * @param usable whether a row may be taken, if not every row with a vector may.
 */
export function someRows(
  table: VectorTable,
  order: ArrayLike<number>,
  most: number,
  usable: (row: number) => boolean = () => true,
): Uint32Array {
  const rows: number[] = [];
  for (let i = 0; i < order.length && rows.length < most; i += 1) {
    const row = order[i] ?? 0;
    if (!table.has(row) || !usable(row)) continue;
    const last = rows.at(-1);
    if (last === undefined || !sameBytes(table.bytes(last), table.bytes(row))) rows.push(row);
  }
  return Uint32Array.from(rows);
}

function sameBytes(left: Int8Array, right: Int8Array): boolean {
  for (let i = 0; i < left.length; i += 1) if (left[i] !== right[i]) return false;
  return true;
}
