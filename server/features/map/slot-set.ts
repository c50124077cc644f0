/** A set of slots of the `SampleTable`: small numbers, of which there may be hundreds of thousands at once. */
export class SlotSet implements Iterable<number> {
  #has = new Uint8Array(256);
  readonly #slots: number[] = [];

  get size(): number {
    return this.#slots.length;
  }

  has(slot: number): boolean {
    return this.#has[slot] === 1;
  }

  add(slot: number): void {
    if (this.has(slot)) return;
    if (slot >= this.#has.length) {
      const larger = new Uint8Array(Math.max(slot + 1, 2 * this.#has.length));
      larger.set(this.#has);
      this.#has = larger;
    }
    this.#has[slot] = 1;
    this.#slots.push(slot);
  }

  /** In the order in which they were added. */
  [Symbol.iterator](): Iterator<number> {
    return this.#slots.values();
  }
}
