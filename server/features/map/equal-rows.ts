import { grown } from './sample-table.ts';

/** Gives rows of equal content a number of their own, from 1, as soon as there are two; 0 is none. */
export class EqualRows {
  readonly groups: Uint32Array;
  /** The first row of each slot, plus 1; 0 without. */
  #bySlot: Uint32Array;
  /** The first row of each content without a slot. */
  readonly #byHash = new Map<string, number>();
  #count = 0;

  constructor(rows: number, slots: number) {
    this.groups = new Uint32Array(rows);
    this.#bySlot = new Uint32Array(slots);
  }

  /** @param slot that of the content; -1 when it has none. */
  add(row: number, slot: number, contentHash: string): void {
    const first = slot < 0 ? this.#firstOf(contentHash, row) : this.#firstIn(slot, row);
    if (first === row) return;
    if (this.groups[first] === 0) {
      this.#count += 1;
      this.groups[first] = this.#count;
    }
    this.groups[row] = this.groups[first] ?? 0;
  }

  #firstOf(contentHash: string, row: number): number {
    const first = this.#byHash.get(contentHash);
    if (first === undefined) this.#byHash.set(contentHash, row);
    return first ?? row;
  }

  #firstIn(slot: number, row: number): number {
    if (slot >= this.#bySlot.length) {
      this.#bySlot = grown(this.#bySlot, new Uint32Array(2 * (slot + 1)));
    }
    const first = this.#bySlot[slot] ?? 0;
    if (first > 0) return first - 1;
    this.#bySlot[slot] = row + 1;
    return row;
  }
}
