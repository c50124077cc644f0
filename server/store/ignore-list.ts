import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A sample that is not to be reported, wherever it stands. */
export interface IgnoreEntry {
  readonly contentHash: string;
  /** Why, in the words of whoever ignored it. */
  readonly reason: string;
  /** The id of the feature that it was nearest to; '' when unknown. */
  readonly feature: string;
  /** When, as an ISO 8601 date and time; '' when unknown. */
  readonly created: string;
}

const folderName = '.latent-lint';
const fileName = 'ignore.jsonl';

/**
 * The samples that are ignored in a folder and below it, kept in `.latent-lint/ignore.jsonl`, one entry a
 * line. Reading is tolerant: what is no entry is passed over, and kept when the list is written again.
 */
export class IgnoreList {
  /** The file that holds the list; it may not exist yet. */
  readonly file: string;
  #lines: string[] = [];
  #entries = new Map<string, IgnoreEntry>();
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  /**
   * The list that counts for a data file: that of the nearest folder above it which holds `.latent-lint`;
   * without one, a new list in the workspace folder that holds the file, or else in the file's own folder.
   * It is read before it is returned.
   */
  static async forFile(
    file: string,
    workspaceFolders: readonly string[] = [],
  ): Promise<IgnoreList> {
    const list = new IgnoreList(await locateIgnoreFile(file, workspaceFolders));
    await list.reload();
    return list;
  }

  get size(): number {
    return this.#entries.size;
  }

  get entries(): Iterable<IgnoreEntry> {
    return this.#entries.values();
  }

  find(contentHash: string): IgnoreEntry | undefined {
    return this.#entries.get(contentHash);
  }

  /** Reads the file again; a missing or unreadable one is an empty list. */
  async reload(): Promise<void> {
    this.#take(await readFile(this.file, 'utf8').catch(() => ''));
  }

  /** Adds an entry, or replaces that of the same sample. Throws when the file cannot be written. */
  async add(entry: IgnoreEntry): Promise<void> {
    await this.#update((lines) => [
      ...lines.filter((line) => parseEntry(line)?.contentHash !== entry.contentHash),
      JSON.stringify(entry),
    ]);
  }

  /** Removes the entry of a sample; whether there was one. Throws when the file cannot be written. */
  async remove(contentHash: string): Promise<boolean> {
    let found = false;
    await this.#update((lines) => {
      found = lines.some((line) => parseEntry(line)?.contentHash === contentHash);
      return lines.filter((line) => parseEntry(line)?.contentHash !== contentHash);
    });
    return found;
  }

  /** Changes what is in the file now, one change after the other. */
  async #update(change: (lines: readonly string[]) => string[]): Promise<void> {
    const run = this.#writing.then(async () => {
      await this.reload();
      const text = change(this.#lines)
        .map((line) => `${line}\n`)
        .join('');
      await writeWhole(this.file, text);
      this.#take(text);
    });
    this.#writing = run.catch(() => undefined);
    return run;
  }

  #take(text: string): void {
    this.#lines = text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
    this.#entries = new Map();
    for (const line of this.#lines) {
      const entry = parseEntry(line);
      if (entry !== null) this.#entries.set(entry.contentHash, entry);
    }
  }
}

/** Where the list of a data file is, or would be made; see `IgnoreList.forFile`. */
export async function locateIgnoreFile(
  file: string,
  workspaceFolders: readonly string[],
): Promise<string> {
  const home = path.dirname(path.resolve(file));
  for (let folder = home; ; folder = path.dirname(folder)) {
    const found = await stat(path.join(folder, folderName)).catch(() => null);
    if (found?.isDirectory() === true) return path.join(folder, folderName, fileName);
    if (path.dirname(folder) === folder) break;
  }
  const holders = workspaceFolders.filter((folder) => isInside(home, folder));
  // Of nested workspace folders the innermost has the longest path.
  const innermost = holders.sort((a, b) => b.length - a.length)[0];
  return path.join(innermost ?? home, folderName, fileName);
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative));
}

function parseEntry(line: string): IgnoreEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('contentHash' in value)) return null;
  const { contentHash, reason, feature, created } = value as Record<string, unknown>;
  if (typeof contentHash !== 'string' || contentHash === '') return null;
  const text = (field: unknown): string => (typeof field === 'string' ? field : '');
  return { contentHash, reason: text(reason), feature: text(feature), created: text(created) };
}

/** Either the old content is there or the new one, never a part. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
