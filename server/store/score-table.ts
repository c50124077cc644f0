import type { SampleScore } from '../core/scoring/sample-score.ts';
import type { SampleVectors } from '../core/scoring/sample-vectors.ts';
import {
  readRecord,
  readVectors,
  recordSize,
  writeRecord,
  type RecordShape,
} from './score-record.ts';

const recordsPerSlab = 1024;

/**
 * Scores by content hash, in memory. They lie in large buffers, because a million small objects would take
 * several times the room and a share of every garbage collection.
 */
export class ScoreTable {
  readonly #shape: RecordShape;
  readonly #size: number;
  readonly #places = new Map<string, number>();
  #slabs: DataView[] = [];

  constructor(shape: RecordShape) {
    this.#shape = shape;
    this.#size = recordSize(shape);
  }

  get size(): number {
    return this.#places.size;
  }

  has(hash: string): boolean {
    return this.#places.has(hash);
  }

  get(hash: string): SampleScore | undefined {
    const place = this.#places.get(hash);
    if (place === undefined) return undefined;
    return readRecord(this.#slab(place), this.#offset(place), this.#shape);
  }

  /** Where the sample lies, without reading the rest of its score; the result is not to be changed. */
  vectors(hash: string): SampleVectors | undefined {
    const place = this.#places.get(hash);
    if (place === undefined || this.#shape.vectors === 0) return undefined;
    return readVectors(this.#slab(place), this.#offset(place), this.#shape);
  }

  /** The first score of a content stays: an equal content has an equal score. */
  set(hash: string, score: SampleScore): void {
    const place = this.#place(hash);
    if (place !== null) writeRecord(this.#slab(place), this.#offset(place), this.#shape, score);
  }

  /** As `set`, from a record's bytes. */
  setBytes(hash: string, record: Uint8Array): void {
    const place = this.#place(hash);
    if (place === null) return;
    const slab = this.#slab(place);
    new Uint8Array(slab.buffer, slab.byteOffset, slab.byteLength).set(record, this.#offset(place));
  }

  /** The bytes of a record, in place. */
  bytes(hash: string): Uint8Array | undefined {
    const place = this.#places.get(hash);
    if (place === undefined) return undefined;
    const slab = this.#slab(place);
    return new Uint8Array(slab.buffer, slab.byteOffset + this.#offset(place), this.#size);
  }

  clear(): void {
    this.#places.clear();
    this.#slabs = [];
  }

  /** A new place for a hash, or null when it has one. */
  #place(hash: string): number | null {
    if (this.#places.has(hash)) return null;
    const place = this.#places.size;
    this.#places.set(hash, place);
    if (place % recordsPerSlab === 0) {
      this.#slabs.push(new DataView(new ArrayBuffer(recordsPerSlab * this.#size)));
    }
    return place;
  }

  #slab(place: number): DataView {
    const slab = this.#slabs[Math.floor(place / recordsPerSlab)];
    if (slab === undefined) throw new RangeError('A score lies outside of the table.');
    return slab;
  }

  #offset(place: number): number {
    return (place % recordsPerSlab) * this.#size;
  }
}
