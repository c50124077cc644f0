/** Steps of a cosine that the order tells apart: finer than float32 does near 1. */
const steps = 2 ** 30;

/**
 * The rows from the nearest to the farthest; rows that are equally near keep their order. Sorting numbers that hold
 * cosine and row at once is several times as fast as comparing rows.
 * @param cosines of at most 4 million rows, -1..1; what is not a number comes last.
 * @returns `[rows]` indices.
 */
export function rankRows(cosines: ArrayLike<number>): Uint32Array {
  const rows = cosines.length;
  const keys = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const far = Math.round((1 - (cosines[row] ?? -1)) * steps);
    keys[row] = (Number.isNaN(far) ? 2 * steps : far) * rows + row;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % rows);
}
