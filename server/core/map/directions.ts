import { createDotProductMachine, type DotProductMachine } from './dot-products.ts';
import { inverseNorm } from './vector-maths.ts';

/** Rows and directions that are multiplied at once: few enough for the memory that is near to the processor. */
const blockBytes = 131_072;
const tile = 16;
const largestSum = 2 ** 31 - 1;

/** Directions to compare rows of bytes with, rounded to 16 bits: a cosine moves by about 0.00001. */
export class Directions {
  readonly count: number;
  readonly width: number;
  /** 1 / length of the rounded direction; 0 for a direction of zeros. */
  readonly inverseNorms: Float64Array;
  readonly #padded: number;
  readonly #blockRows: number;
  readonly #machine: DotProductMachine = createDotProductMachine();

  private constructor(rows: readonly ArrayLike<number>[], width: number) {
    this.count = rows.length;
    this.width = width;
    this.#padded = Math.max(16, Math.ceil(width / 16) * 16);
    this.#blockRows = Math.max(1, Math.floor(blockBytes / this.#padded));
    this.inverseNorms = Float64Array.from(rows, inverseNorm);
    const bytes = this.#blockRows * (this.#padded + 4 * tile) + this.#directionBytes;
    const all = new Int16Array(this.#machine.reserve(bytes), 0, this.count * this.#padded);
    rows.forEach((row, i) => all.set(Array.from(row), i * this.#padded));
  }

  /** Any vectors, each [width]. What is not a finite number counts as 0. */
  static of(vectors: readonly ArrayLike<number>[], width: number): Directions {
    return new Directions(
      vectors.map((vector) => round(vector, width)),
      width,
    );
  }

  /** Rows of bytes as they are: [width] each, without rounding. */
  static ofBytes(rows: readonly Int8Array[], width: number): Directions {
    return new Directions(rows, width);
  }

  get #directionBytes(): number {
    return this.count * this.#padded * 2;
  }

  /**
   * Inner products of the rows `start` to `end` (exclusive) of `values` [rows, width] with every direction, into
   * `out` [end - start, count], times the inverse norms of row and direction: cosines, -1..1.
   */
  cosines(
    values: Int8Array,
    inverseNorms: Float32Array,
    start: number,
    end: number,
    out: Float32Array,
  ): void {
    for (let from = start; from < end; from += this.#blockRows) {
      const to = Math.min(end, from + this.#blockRows);
      this.#load(values, from, to);
      for (let first = 0; first < this.count; first += tile) {
        const dots = this.#multiply(to - from, first, Math.min(this.count, first + tile));
        this.#scale(
          dots,
          inverseNorms.subarray(from, to),
          first,
          out.subarray((from - start) * this.count),
        );
      }
    }
  }

  /** From inner products [rows, last - first] to cosines in the columns from `first` of `out`. */
  #scale(dots: Int32Array, rowNorms: Float32Array, first: number, out: Float32Array): void {
    const { count, inverseNorms } = this;
    const last = Math.min(count, first + tile);
    for (let row = 0, at = 0; row < rowNorms.length; row += 1) {
      const rowNorm = rowNorms[row] ?? 0;
      for (let j = first; j < last; j += 1, at += 1) {
        out[row * count + j] = (dots[at] ?? 0) * rowNorm * (inverseNorms[j] ?? 0);
      }
    }
  }

  /** Of the loaded rows and the directions `first` to `last` (exclusive): [rows, last - first]. */
  #multiply(rows: number, first: number, last: number): Int32Array {
    const padded = this.#padded;
    const rowsAt = this.#directionBytes;
    const outAt = rowsAt + this.#blockRows * padded;
    const [from, to] = [first * padded * 2, last * padded * 2];
    this.#machine.multiply(rowsAt, rowsAt + rows * padded, from, to, padded, outAt);
    return new Int32Array(this.#machine.reserve(0), outAt, rows * (last - first));
  }

  #load(values: Int8Array, from: number, to: number): void {
    const padded = this.#padded;
    const rows = new Int8Array(
      this.#machine.reserve(0),
      this.#directionBytes,
      (to - from) * padded,
    );
    if (padded === this.width) rows.set(values.subarray(from * padded, to * padded));
    else this.#copyPadded(values, from, to, rows);
  }

  #copyPadded(values: Int8Array, from: number, to: number, rows: Int8Array): void {
    for (let row = from; row < to; row += 1) {
      const bytes = values.subarray(row * this.width, (row + 1) * this.width);
      rows.set(bytes, (row - from) * this.#padded);
    }
  }
}

/** As many steps as the whole sum of a row of bytes allows in 32 bits. */
function round(vector: ArrayLike<number>, width: number): Int16Array {
  const steps = Math.min(32_767, Math.floor(largestSum / (127 * Math.max(1, width))));
  const finite = Float64Array.from(vector, (value) => (Number.isFinite(value) ? value : 0));
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const rounded = new Int16Array(width);
  if (largest === 0) return rounded;
  for (let i = 0; i < width; i += 1) rounded[i] = Math.round(((finite[i] ?? 0) / largest) * steps);
  return rounded;
}
