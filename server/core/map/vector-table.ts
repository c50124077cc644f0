import type { QuantisedVector } from '../scoring/sample-vectors.ts';
import { Directions } from './directions.ts';
import { inverseNorm } from './vector-maths.ts';

/** A table as it goes to another thread: its memory is shared, not copied. */
export interface VectorTableParts {
  readonly rows: number;
  readonly width: number;
  /** int8 [rows, width]. */
  readonly values: SharedArrayBuffer;
  /** f32 [rows]. */
  readonly inverseNorms: SharedArrayBuffer;
}

/**
 * Vectors of many samples in one byte a number. Rows are compared by cosine, so the scale of a row is not kept. A
 * row without a vector, or of zeros, is missing: its cosine to everything is 0.
 */
export class VectorTable {
  readonly rows: number;
  readonly width: number;
  /** [rows, width], -127..127. */
  readonly values: Int8Array<SharedArrayBuffer>;
  /** [rows]: 1 / length of a row; 0 for a missing row. */
  readonly inverseNorms: Float32Array<SharedArrayBuffer>;

  constructor(parts: VectorTableParts) {
    this.rows = parts.rows;
    this.width = parts.width;
    this.values = new Int8Array(parts.values);
    this.inverseNorms = new Float32Array(parts.inverseNorms);
  }

  /** A table whose rows are all missing. */
  static empty(rows: number, width: number): VectorTable {
    return new VectorTable({
      rows,
      width,
      values: new SharedArrayBuffer(rows * width),
      inverseNorms: new SharedArrayBuffer(rows * Float32Array.BYTES_PER_ELEMENT),
    });
  }

  /** A table of the first `rows` vectors; rows beyond them are missing. */
  static from(vectors: Iterable<QuantisedVector | null>, rows: number, width: number): VectorTable {
    const table = VectorTable.empty(rows, width);
    let row = 0;
    for (const vector of vectors) {
      if (row === rows) break;
      table.set(row, vector);
      row += 1;
    }
    return table;
  }

  get parts(): VectorTableParts {
    const { rows, width, values, inverseNorms } = this;
    return { rows, width, values: values.buffer, inverseNorms: inverseNorms.buffer };
  }

  /** Puts a vector in a row; one of another width counts as missing. */
  set(row: number, vector: QuantisedVector | null): void {
    const start = row * this.width;
    const values = vector?.values.length === this.width ? vector.values : null;
    if (values === null) this.values.fill(0, start, start + this.width);
    else this.values.set(values, start);
    this.inverseNorms[row] = values === null ? 0 : inverseNorm(values);
  }

  has(row: number): boolean {
    return (this.inverseNorms[row] ?? 0) > 0;
  }

  /** The bytes of a row, [width]; they are the table's own. */
  bytes(row: number): Int8Array {
    return this.values.subarray(row * this.width, (row + 1) * this.width);
  }

  /** -1..1; 0 when one of the rows is missing. */
  cosine(row: number, other: number): number {
    const { values, width } = this;
    const shift = (other - row) * width;
    let sum = 0;
    for (let i = row * width, end = i + width; i < end; i += 1) {
      sum += (values[i] ?? 0) * (values[i + shift] ?? 0);
    }
    return sum * (this.inverseNorms[row] ?? 0) * (this.inverseNorms[other] ?? 0);
  }

  /** Cosines of the rows `start` to `end` (exclusive) to a direction [width], as [end - start]. */
  cosinesTo(direction: ArrayLike<number>, start = 0, end = this.rows): Float32Array {
    return this.cosines(Directions.of([direction], this.width), start, end);
  }

  /** Cosines of the rows `start` to `end` (exclusive) to every direction, as [end - start, directions]. */
  cosines(directions: Directions, start = 0, end = this.rows): Float32Array {
    const out = new Float32Array(Math.max(0, end - start) * directions.count);
    directions.cosines(this.values, this.inverseNorms, start, end, out);
    return out;
  }

  /** Directions that are rows of this table, exactly. */
  directions(rows: ArrayLike<number>): Directions {
    return Directions.ofBytes(
      Array.from(rows, (row) => this.bytes(row)),
      this.width,
    );
  }

  /** The row at length 1, [width]; zeros for a missing row. */
  toUnit(row: number): Float32Array {
    const inverseNorm = this.inverseNorms[row] ?? 0;
    return Float32Array.from(this.bytes(row), (value) => value * inverseNorm);
  }
}
