import type { IgnoreEntry } from '../store/ignore-entry.ts';
import type { IgnoreList } from '../store/ignore-list.ts';

/** The ignore list of each open file; several files share one. */
export class Ignores {
  readonly #lists = new Map<string, IgnoreList>();

  set(uri: string, list: IgnoreList): void {
    this.#lists.set(uri, list);
  }

  delete(uri: string): void {
    this.#lists.delete(uri);
  }

  list(uri: string): IgnoreList | undefined {
    return this.#lists.get(uri);
  }

  find(uri: string, contentHash: string): IgnoreEntry | undefined {
    return this.#lists.get(uri)?.find(contentHash);
  }
}
