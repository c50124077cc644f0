import { riskOf } from '../../core/scoring/assessment.ts';
import type { SampleScore } from '../../core/scoring/sample-score.ts';
import type { SampleVectors } from '../../core/scoring/sample-vectors.ts';
import { VectorTable } from '../../core/map/vector-table.ts';
import { nearestFeature, type Outcomes } from '../../scan/outcomes.ts';

const leastSlots = 256;
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
  readonly #width: number;
  /** 1 (the risk) and one for each feature. */
  readonly directions: number;
  /** Grows whenever a sample comes or goes. */
  revision = 0;
  #free: number[] = [];
  #added: number[] = [];
  #hashes: string[] = [];
  #used = new Uint8Array(leastSlots);
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
    this.#width = width;
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

  /** All slots in use, by content hash, so that the order of lines decides nothing. */
  get order(): Uint32Array {
    const bits = Math.ceil(Math.log2(this.capacity));
    const room = 2 ** bits;
    const dropped = 2 ** Math.max(0, 4 * keyDigits + bits - exactBits);
    const sorted = new Float64Array(this.size);
    let at = 0;
    for (const slot of this.#slots.values()) {
      sorted[at] = Math.floor((this.keys[slot] ?? 0) / dropped) * room + slot;
      at += 1;
    }
    return Uint32Array.from(sorted.sort(), (value) => value % room);
  }

  /** All slots in use. */
  get slots(): Iterable<number> {
    return this.#slots.values();
  }

  hash(slot: number): string {
    return this.#hashes[slot] ?? '';
  }

  /** The slot of a sample, which gets one if it has a score; -1 without. */
  slot(contentHash: string, outcomes: Outcomes): number {
    const known = this.#slots.get(contentHash);
    if (known !== undefined) {
      this.#used[known] = 1;
      return known;
    }
    const outcome = outcomes.get(contentHash);
    if (outcome?.kind !== 'score') return -1;
    const slot = this.#free.pop() ?? this.#slots.size;
    if (slot >= this.capacity) this.#grow();
    this.#slots.set(contentHash, slot);
    this.#hashes[slot] = contentHash;
    this.#used[slot] = 1;
    this.#added.push(slot);
    this.keys[slot] = Number.parseInt(contentHash.slice(0, keyDigits), 16);
    this.#put(slot, outcome.score, outcomes);
    return slot;
  }

  /** Begins a pass over all rows: what `slot` is not asked for until `sweep` is gone. */
  mark(): void {
    this.#used.fill(0);
  }

  /** Ends the pass: frees the slots of samples that are gone. Returns all slots that changed. */
  sweep(): number[] {
    const gone: number[] = [];
    for (const [hash, slot] of this.#slots) {
      if (this.#used[slot] === 1) continue;
      this.#slots.delete(hash);
      this.#hashes[slot] = '';
      this.vectors.set(slot, null);
      gone.push(slot);
    }
    for (const slot of gone) this.#free.push(slot);
    const changed = gone.concat(this.#added);
    this.#added = [];
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
    const vectors: SampleVectors | undefined = score.vectors;
    this.vectors.set(slot, vectors?.answer ?? null);
  }

  #grow(): void {
    const capacity = 2 * this.capacity;
    this.risk = grown(this.risk, new Float32Array(capacity));
    this.nearest = grown(this.nearest, new Uint8Array(capacity));
    this.keys = grown(this.keys, new Float64Array(capacity));
    this.tokens = grown(this.tokens, new Uint32Array(capacity));
    this.cosines = grown(this.cosines, new Float32Array(capacity * this.directions));
    this.#used = grown(this.#used, new Uint8Array(capacity));
    const vectors = VectorTable.empty(capacity, this.#width);
    vectors.values.set(this.vectors.values);
    vectors.inverseNorms.set(this.vectors.inverseNorms);
    this.vectors = vectors;
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
