/** Things that wait, each once, first in, first out, and any of them can leave at any time. */
export class LineQueue<T> {
  readonly #items = new Set<T>();
  #order: Iterator<T> | null = null;

  get size(): number {
    return this.#items.size;
  }

  add(item: T): void {
    this.#items.add(item);
  }

  /** Whether it waited. */
  delete(item: T): boolean {
    return this.#items.delete(item);
  }

  clear(): void {
    this.#items.clear();
    this.#order = null;
  }

  /** Removes and returns the one that waits longest. */
  take(): T | null {
    if (this.#items.size === 0) return null;
    // A new iterator would pass over everything that was deleted before; this one goes on where it was.
    this.#order ??= this.#items.values();
    const next = this.#order.next();
    if (next.done === true) {
      this.#order = null;
      return this.take();
    }
    this.#items.delete(next.value);
    return next.value;
  }
}
