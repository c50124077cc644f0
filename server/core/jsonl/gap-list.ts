/**
 * A list with a gap at the place of the last change. A change costs the items that it touches and the way
 * from the change before, so that any number of changes up or down the list costs one pass over it.
 */
export class GapList<T extends object> {
  /** The items up to the gap. */
  readonly #before: T[];
  /** The items from the gap on, the last one first. */
  readonly #after: T[] = [];

  constructor(items: Iterable<T>) {
    this.#before = Array.from(items);
  }

  get length(): number {
    return this.#before.length + this.#after.length;
  }

  at(index: number): T | undefined {
    const behind = index - this.#before.length;
    return behind < 0 ? this.#before[index] : this.#after[this.#after.length - 1 - behind];
  }

  /** Replaces `count` items from `start` on by others; `start` and `count` must lie in the list. */
  replace(start: number, count: number, items: readonly T[]): T[] {
    if (count === 0 && items.length === 0) return [];
    this.#moveGap(start);
    const removed: T[] = [];
    while (removed.length < count) {
      const item = this.#after.pop();
      if (item === undefined) break;
      removed.push(item);
    }
    for (const item of items) this.#before.push(item);
    return removed;
  }

  /** A copy in the list's order. */
  toArray(): T[] {
    return this.#before.concat(this.#after.toReversed());
  }

  #moveGap(index: number): void {
    const [before, after] = [this.#before, this.#after];
    while (before.length > index) {
      const item = before.pop();
      if (item !== undefined) after.push(item);
    }
    while (before.length < index) {
      const item = after.pop();
      if (item === undefined) return;
      before.push(item);
    }
  }
}
