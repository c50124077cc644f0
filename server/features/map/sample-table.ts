import { riskOf } from '../../core/scoring/assessment.ts';
import type { SampleScore } from '../../core/scoring/sample-score.ts';
import { sortInSteps } from '../../core/map/sort-in-steps.ts';
import { VectorTable } from '../../core/map/vector-table.ts';
import { nearestFeature, type Outcomes } from '../../scan/outcomes.ts';
import type { TimeSlice } from '../../time-slice.ts';
import { inSlices } from './slices.ts';

const leastSlots = 256;
/** Room for so many more samples, as a share, whenever there has to be more. */
const slack = 1 / 8;
/** Vectors that are copied between two looks at the clock. */
const copiedAtOnce = 2_048;
/** Hexadecimal digits of a content hash by which samples are put in order: 36 bits. */
const keyDigits = 9;
/** Numbers up to 2^53 are exact. */
const exactBits = 53;

/**
 * What is known of the scored samples of a map, each content once, in slots of typed arrays. A sample keeps its
 * slot as long as it is in the files, so whatever is computed for slots outlives edits of other lines.
 */
export class SampleTable {
  readonly #slots = new Map<string, number>();
  /** 1 (the risk) and one for each feature. */
  readonly directions: number;
  /** Grows whenever a sample comes or goes. */
  revision = 0;
  #free: number[] = [];
  #added: number[] = [];
  /** By slot; empty for a free one. */
  readonly #hashes: string[] = [];
  #used = new Uint8Array(leastSlots);
  #order: { readonly revision: number; readonly slots: Promise<Uint32Array> } | null = null;
  /** [slots, directions], -1..1. */
  cosines: Float32Array;
  /** [slots] each; `tokens` counts trained ones. */
  risk = new Float32Array(leastSlots);
  nearest = new Uint8Array(leastSlots);
  tokens = new Uint32Array(leastSlots);
  vectors: VectorTable;
  /** [slots]: the start of the content hash as a number. */
  keys = new Float64Array(leastSlots);

  constructor(features: number, width: number) {
    this.directions = 1 + features;
    this.cosines = new Float32Array(leastSlots * this.directions);
    this.vectors = VectorTable.empty(leastSlots, width);
  }

  /** Samples in the table. */
  get size(): number {
    return this.#slots.size;
  }

  /** Slots that there are, also free ones. */
  get capacity(): number {
    return this.risk.length;
  }

  /** Whether there is no room for another sample. */
  get full(): boolean {
    return this.#free.length === 0 && this.#slots.size >= this.capacity;
  }

  /** All slots in use, by content hash, so that the order of lines decides nothing. */
  order(): Promise<Uint32Array> {
    if (this.#order?.revision !== this.revision) {
      this.#order = { revision: this.revision, slots: inSlices(this.#sorted()) };
    }
    return this.#order.slots;
  }

  /** All slots in use. */
  get slots(): Iterable<number> {
    return this.#slots.values();
  }

  hash(slot: number): string {
    return this.#hashes[slot] ?? '';
  }

  /** The slot of a content; -1 when it is not in the table. */
  find(contentHash: string): number {
    return this.#slots.get(contentHash) ?? -1;
  }

  /** Makes room for so many samples, and some more. Nothing else may change the table meanwhile. */
  async reserve(samples: number, slice: TimeSlice): Promise<void> {
    if (samples <= this.capacity) return;
    const capacity = Math.ceil(samples * (1 + slack));
    const { vectors } = this;
    const larger = VectorTable.empty(capacity, vectors.width);
    larger.inverseNorms.set(vectors.inverseNorms);
    const used = this.#slots.size + this.#free.length;
    for (let row = 0; row < used; row += copiedAtOnce) {
      const [start, end] = [row * vectors.width, (row + copiedAtOnce) * vectors.width];
      larger.values.set(vectors.values.subarray(start, end), start);
      if (slice.over) await slice.rest();
    }
    this.vectors = larger;
    this.risk = grown(this.risk, new Float32Array(capacity));
    this.nearest = grown(this.nearest, new Uint8Array(capacity));
    this.keys = grown(this.keys, new Float64Array(capacity));
    this.tokens = grown(this.tokens, new Uint32Array(capacity));
    this.cosines = grown(this.cosines, new Float32Array(capacity * this.directions));
    this.#used = grown(this.#used, new Uint8Array(capacity));
  }

  /** The slot of a sample, which gets one if it has a score and the table is not full; -1 without. */
  slot(contentHash: string, outcomes: Outcomes): number {
    const known = this.#slots.get(contentHash);
    if (known !== undefined) {
      this.#used[known] = 1;
      return known;
    }
    const outcome = this.full ? undefined : outcomes.get(contentHash);
    if (outcome?.kind !== 'score') return -1;
    const slot = this.#free.pop() ?? this.#slots.size;
    this.#slots.set(contentHash, slot);
    this.#hashes[slot] = contentHash;
    this.#used[slot] = 1;
    this.#added.push(slot);
    this.keys[slot] = Number.parseInt(contentHash.slice(0, keyDigits), 16);
    this.#put(slot, outcome.score, outcomes);
    return slot;
  }

  /** As `slot`, for a sample whose slot is known. */
  keep(slot: number): void {
    this.#used[slot] = 1;
  }

  /** Begins a pass over all rows: what `slot` or `keep` is not asked for until `sweep` is gone. */
  mark(): void {
    this.#used.fill(0);
  }

  /** Ends the pass: frees the slots of samples that are gone. Returns all slots that changed. */
  sweep(): number[] {
    const changed = this.#added;
    this.#added = [];
    for (const [slot, hash] of this.#hashes.entries()) {
      if (this.#used[slot] === 1 || hash === '') continue;
      this.#slots.delete(hash);
      this.#hashes[slot] = '';
      this.vectors.set(slot, null);
      this.#free.push(slot);
      changed.push(slot);
    }
    if (changed.length > 0) this.revision += 1;
    return changed;
  }

  #put(slot: number, score: SampleScore, outcomes: Outcomes): void {
    const trained = score.basis === 'trained';
    this.risk[slot] = trained ? riskOf(score, outcomes.pack) : NaN;
    this.nearest[slot] = Math.max(0, nearestFeature({ kind: 'score', score }));
    this.tokens[slot] = score.trainedTokens;
    const start = slot * this.directions;
    this.cosines[start] = score.riskCosine;
    this.cosines.set(score.featureCosines, start + 1);
    this.vectors.set(slot, score.vectors?.answer ?? null);
  }

  /** Key and slot of a sample as one number each, in order. */
  *#sorted(): Generator<undefined, Uint32Array> {
    const bits = Math.ceil(Math.log2(this.capacity));
    const room = 2 ** bits;
    const dropped = 2 ** Math.max(0, 4 * keyDigits + bits - exactBits);
    const values = new Float64Array(this.size);
    let at = 0;
    for (const [slot, hash] of this.#hashes.entries()) {
      if (hash === '' || at === values.length) continue;
      values[at] = Math.floor((this.keys[slot] ?? 0) / dropped) * room + slot;
      at += 1;
    }
    yield;
    const sorted = yield* sortInSteps(values);
    return Uint32Array.from(sorted, (value) => value % room);
  }
}

interface Settable<A> {
  set(values: A): void;
}

/** A larger array that begins as the old one. */
export function grown<A extends Settable<A>>(values: A, larger: A): A {
  larger.set(values);
  return larger;
}
