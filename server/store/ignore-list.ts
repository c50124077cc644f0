import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { asLastLines, entriesIn, withoutSamples, type IgnoreEntry } from './ignore-entry.ts';
import { writeWhole } from './write-whole.ts';

/** The list is there and cannot be read, so nobody knows what a change would destroy. */
export class UnreadableList extends Error {
  constructor(cause: unknown) {
    super('The ignore list could not be read.', { cause });
    this.name = 'UnreadableList';
  }
}

/**
 * The samples that are ignored in a folder and below it, one entry a line. What is no entry is passed over,
 * and a change leaves every byte alone that is not of its entry. There must be one list for a file in a
 * process (`IgnoreLists` sees to it); other processes may change the file too.
 */
export class IgnoreList {
  /** The file that holds the list; it may not exist yet. */
  readonly file: string;
  #entries = new Map<string, IgnoreEntry>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  get size(): number {
    return this.#entries.size;
  }

  get entries(): Iterable<IgnoreEntry> {
    return this.#entries.values();
  }

  find(contentHash: string): IgnoreEntry | undefined {
    // Asked of every flagged line of a large file: an empty map would still have to hash each content hash.
    return this.#entries.size === 0 ? undefined : this.#entries.get(contentHash);
  }

  /**
   * Reads the file again; a missing one is an empty list.
   * @throws {UnreadableList} and keeps the entries that were known.
   */
  async reload(): Promise<void> {
    await this.#inTurn(async () => this.#take(await this.#read()));
  }

  /**
   * Adds entries, or replaces those of the same samples.
   * @throws {UnreadableList} or the error of writing; the file is as it was then.
   */
  async add(entries: readonly IgnoreEntry[]): Promise<void> {
    await this.#inTurn(async () => {
      const bytes = await this.#read();
      const hashes = new Set(entries.map(({ contentHash }) => contentHash));
      const others = withoutSamples(bytes, hashes).bytes;
      const added = asLastLines(others, entries);
      await mkdir(path.dirname(this.file), { recursive: true });
      // Appending cannot lose what another process writes at the same time.
      if (others.length === bytes.length) await appendFile(this.file, added);
      else await writeWhole(this.file, Buffer.concat([others, added]));
      this.#take(Buffer.concat([others, added]));
    });
  }

  /** Removes the entries of samples; of how many there were some. Throws as `add` does. */
  async remove(contentHashes: ReadonlySet<string>): Promise<number> {
    return this.#inTurn(async () => {
      const { bytes, removed } = withoutSamples(await this.#read(), contentHashes);
      if (removed > 0) await writeWhole(this.file, bytes);
      this.#take(bytes);
      return removed;
    });
  }

  /** Does one thing after the other: each sees what the one before has written. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #read(): Promise<Buffer> {
    try {
      return await readFile(this.file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return Buffer.alloc(0);
      }
      throw new UnreadableList(error);
    }
  }

  #take(bytes: Buffer): void {
    this.#entries = new Map();
    for (const { entry } of entriesIn(bytes)) this.#entries.set(entry.contentHash, entry);
  }
}
