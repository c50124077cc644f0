import { mkdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from './write-whole.ts';

/** The files under `.latent-lint` of a folder, by their names there, with `/`: `features/pump-talk.json`. */
export class ProjectFiles {
  readonly root: string;
  /** Folders that were made here: they go again with the last file in them. */
  readonly #made = new Set<string>();

  /** @param root the folder that holds `.latent-lint`. */
  constructor(root: string) {
    this.root = root;
  }

  /** The text of a file; null when there is none. Throws the error of the file system. */
  async read(name: string): Promise<string | null> {
    try {
      return await readFile(this.#path(name), 'utf8');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /**
   * Writes a file, or removes it: either the old one is there or the new one, never a part.
   * @throws the error of the file system; the file is as it was then.
   */
  async write(name: string, text: string | null): Promise<void> {
    const file = this.#path(name);
    if (text === null) {
      await rm(file, { force: true });
      return this.#removeEmpty(path.dirname(file));
    }
    await this.#makeFolder(path.dirname(file));
    await writeWhole(file, text);
  }

  #path(name: string): string {
    return path.join(this.root, '.latent-lint', ...name.split('/'));
  }

  async #makeFolder(folder: string): Promise<void> {
    for (let missing = folder; !(await exists(missing)); missing = path.dirname(missing)) {
      this.#made.add(missing);
    }
    await mkdir(folder, { recursive: true });
  }

  async #removeEmpty(folder: string): Promise<void> {
    for (let made = folder; this.#made.has(made); made = path.dirname(made)) {
      // A folder that holds anything stays.
      if (!(await rmdir(made).then(isDone, isNotDone))) return;
      this.#made.delete(made);
    }
  }
}

const isDone = (): boolean => true;
const isNotDone = (): boolean => false;

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(isDone, isNotDone);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
