/** How many rows lie in one piece of memory, unless somebody says otherwise. */
const usualRows = 4096;

/**
 * Vectors of bytes for one direction after another. They are copied side by side, because to go over rows that lie
 * scattered takes half as long again.
 */
export class VectorRows {
  readonly width: number;
  readonly #blockRows: number;
  readonly #blocks: Int8Array[] = [];
  readonly #norms: Float64Array[] = [];
  #count = 0;

  /** @param blockRows rows in one piece of memory, which is taken as a whole. */
  constructor(width: number, blockRows = usualRows) {
    this.width = width;
    this.#blockRows = blockRows;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a row of `width` bytes; answers its number, from 0. */
  add(values: Int8Array): number {
    const row = this.#count % this.#blockRows;
    if (row === 0) {
      this.#blocks.push(new Int8Array(this.#blockRows * this.width));
      this.#norms.push(new Float64Array(this.#blockRows));
    }
    this.#blocks.at(-1)?.set(values, row * this.width);
    this.#norms.at(-1)?.fill(lengthOf(values), row, row + 1);
    this.#count += 1;
    return this.#count - 1;
  }

  /**
   * Cosines of the rows `start` to `end` (exclusive) to a direction `[width]` of norm 1, into `out` at the same places.
   * They are those of `featureCosine` to the last bit: each row is summed in the same order.
   */
  cosines(direction: Float64Array, start: number, end: number, out: Float64Array): void {
    for (let row = start; row < end;) {
      const block = Math.floor(row / this.#blockRows);
      const first = block * this.#blockRows;
      const last = Math.min(end, first + this.#blockRows);
      const [values, norms] = [this.#blocks[block], this.#norms[block]];
      if (values === undefined || norms === undefined) return;
      blockCosines({ values, norms }, direction, row - first, last - first, out.subarray(first));
      row = last;
    }
  }
}

interface Block {
  readonly values: Int8Array;
  readonly norms: Float64Array;
}

/** Four rows at once, because a sum waits for itself. */
function blockCosines(
  { values, norms }: Block,
  direction: Float64Array,
  start: number,
  end: number,
  out: Float64Array,
): void {
  const width = direction.length;
  let row = start;
  for (; row + 4 <= end; row += 4) {
    const a = row * width;
    const [b, c, d] = [a + width, a + 2 * width, a + 3 * width];
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let i = 0; i < width; i += 1) {
      const by = direction[i] ?? 0;
      sumA += (values[a + i] ?? 0) * by;
      sumB += (values[b + i] ?? 0) * by;
      sumC += (values[c + i] ?? 0) * by;
      sumD += (values[d + i] ?? 0) * by;
    }
    out[row] = cosineOf(sumA, norms[row] ?? 0);
    out[row + 1] = cosineOf(sumB, norms[row + 1] ?? 0);
    out[row + 2] = cosineOf(sumC, norms[row + 2] ?? 0);
    out[row + 3] = cosineOf(sumD, norms[row + 3] ?? 0);
  }
  for (; row < end; row += 1) {
    let sum = 0;
    for (let i = 0; i < width; i += 1) sum += (values[row * width + i] ?? 0) * (direction[i] ?? 0);
    out[row] = cosineOf(sum, norms[row] ?? 0);
  }
}

/** The length of a row of bytes, exactly as `featureCosine` takes it. */
function lengthOf(values: Int8Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}

function cosineOf(dot: number, norm: number): number {
  return norm === 0 ? 0 : Math.min(1, Math.max(-1, dot / norm));
}
