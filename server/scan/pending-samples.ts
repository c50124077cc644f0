import type { LineRecord } from './line-document.ts';

interface Pending {
  readonly lines: Set<LineRecord>;
  edited: boolean;
}

/** The samples of a file that wait for their score: each content once, with all lines that hold it. */
export class PendingSamples {
  readonly #byHash = new Map<string, Pending>();
  readonly #edited = new Set<string>();
  #order: Iterator<[string, Pending]> | null = null;
  #lineCount = 0;

  /** Lines that wait. */
  get lines(): number {
    return this.#lineCount;
  }

  /** Whether a line that was just edited waits. */
  get hasEdited(): boolean {
    return this.#edited.size > 0;
  }

  get hashes(): Iterable<string> {
    return this.#byHash.keys();
  }

  has(hash: string): boolean {
    return this.#byHash.has(hash);
  }

  add(hash: string, line: LineRecord, edited: boolean): void {
    const pending = this.#byHash.get(hash);
    if (pending === undefined) this.#byHash.set(hash, { lines: new Set([line]), edited });
    else pending.lines.add(line);
    if (edited) this.#edited.add(hash);
    this.#lineCount += 1;
  }

  /** The line is gone, or holds something else now. */
  removeLine(hash: string, line: LineRecord): void {
    const pending = this.#byHash.get(hash);
    if (pending?.lines.delete(line) !== true) return;
    this.#lineCount -= 1;
    if (pending.lines.size === 0) this.#forget(hash);
  }

  /** The sample has its outcome: the lines that waited for it. */
  resolve(hash: string): Iterable<LineRecord> {
    const lines = this.#byHash.get(hash)?.lines ?? new Set<LineRecord>();
    this.#lineCount -= lines.size;
    this.#forget(hash);
    return lines;
  }

  /** An edited sample that `taken` does not hold. */
  nextEdited(taken: ReadonlyMap<string, unknown>): string | null {
    for (const hash of this.#edited) if (!taken.has(hash)) return hash;
    return null;
  }

  /** The next sample, in the order of arrival, that `taken` does not hold; after the last comes the first. */
  next(taken: ReadonlyMap<string, unknown>): string | null {
    // One iterator goes on over the living map: starting anew would pass over all that is done, each time.
    const order = this.#order ?? this.#byHash.entries();
    const fresh = this.#order === null;
    for (let item = order.next(); item.done !== true; item = order.next()) {
      if (taken.has(item.value[0])) continue;
      this.#order = order;
      return item.value[0];
    }
    this.#order = null;
    return fresh ? null : this.next(taken);
  }

  /** Any line that holds the sample. */
  line(hash: string): LineRecord | undefined {
    return this.#byHash.get(hash)?.lines.values().next().value;
  }

  clear(): void {
    this.#byHash.clear();
    this.#edited.clear();
    this.#order = null;
    this.#lineCount = 0;
  }

  #forget(hash: string): void {
    this.#byHash.delete(hash);
    this.#edited.delete(hash);
  }
}
