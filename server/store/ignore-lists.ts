import { IgnoreList } from './ignore-list.ts';
import { locateProjectFile } from './locate-project-file.ts';

const fileName = 'ignore.jsonl';

/** All ignore lists of a process, one for each file, so that their changes come one after the other. */
export class IgnoreLists {
  readonly #byFile = new Map<string, IgnoreList>();

  /** The list that counts for a data file (see `locateIgnoreFile`), as far as it was read before. */
  async of(file: string, roots: readonly string[]): Promise<IgnoreList> {
    const place = await locateIgnoreFile(file, roots);
    const known = this.#byFile.get(place);
    if (known !== undefined) return known;
    const list = new IgnoreList(place);
    this.#byFile.set(place, list);
    return list;
  }
}

/** Where the ignore list of a data file is; see `locateProjectFile`. */
export async function locateIgnoreFile(file: string, roots: readonly string[]): Promise<string> {
  return locateProjectFile(file, roots, fileName);
}
