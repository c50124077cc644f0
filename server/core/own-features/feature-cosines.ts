/** Vectors of bytes that lie anywhere, with the square root of the sum of their squares each. */
export interface VectorRows {
  readonly values: readonly Int8Array[];
  readonly norms: readonly number[];
}

/** The length of a row of bytes, exactly as `featureCosine` takes it. */
export function lengthOf(values: Int8Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}

/**
 * Cosines of the rows `start` to `end` (exclusive) to a direction of norm 1, into `out` at the same places. They are
 * those of `featureCosine` to the last bit: each row is summed in the same order. Four rows go at once, because a sum
 * waits for itself.
 */
export function featureCosines(
  { values, norms }: VectorRows,
  direction: Float64Array,
  start: number,
  end: number,
  out: Float64Array,
): void {
  const width = direction.length;
  const none = new Int8Array(width);
  for (let row = start; row < end; row += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((next) =>
      row + next < end ? (values[row + next] ?? none) : none,
    );
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    if (a === undefined || b === undefined || c === undefined || d === undefined) return;
    for (let i = 0; i < width; i += 1) {
      const by = direction[i] ?? 0;
      sumA += (a[i] ?? 0) * by;
      sumB += (b[i] ?? 0) * by;
      sumC += (c[i] ?? 0) * by;
      sumD += (d[i] ?? 0) * by;
    }
    const sums = [sumA, sumB, sumC, sumD];
    for (let next = 0; next < 4 && row + next < end; next += 1) {
      out[row + next] = cosineOf(sums[next] ?? 0, norms[row + next] ?? 0);
    }
  }
}

function cosineOf(dot: number, norm: number): number {
  return norm === 0 ? 0 : Math.min(1, Math.max(-1, dot / norm));
}
