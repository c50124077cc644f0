import type { ProjectFiles } from '../../store/project-files.ts';
import { NotWritten } from './failed-change.ts';

/** A change of files under `.latent-lint`, with all that is needed to take it back. */
export interface ProjectChange {
  /** What it was, in a few words: 'marking line 12'. */
  readonly words: string;
  readonly files: readonly FileChange[];
  /** The feature that marks went to before. */
  readonly currentBefore: string | null;
}

export interface FileChange {
  /** Under `.latent-lint`. */
  readonly name: string;
  /** Null when there was no file, or is none any more. */
  readonly before: string | null;
  readonly after: string | null;
}

export type Undone =
  | { readonly kind: 'undone'; readonly change: ProjectChange }
  | { readonly kind: 'refused'; readonly message: string };

const mostChanges = 100;

/** The last changes of one folder, to be taken back one after the other. */
export class History {
  readonly #files: ProjectFiles;
  #changes: ProjectChange[] = [];

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  /** What the next undo takes back; null when there is nothing. */
  get words(): string | null {
    return this.#changes.at(-1)?.words ?? null;
  }

  add(change: ProjectChange): void {
    this.#changes = [...this.#changes.slice(1 - mostChanges), change];
  }

  /** The server itself has written a file again, which is no change of its own: figures that came later. */
  amend(name: string, from: string, to: string): void {
    this.#changes = this.#changes.map((change) => ({
      ...change,
      files: change.files.map((file) => {
        if (file.name !== name) return file;
        const swap = (text: string | null): string | null => (text === from ? to : text);
        return { name, before: swap(file.before), after: swap(file.after) };
      }),
    }));
  }

  /**
   * Takes the last change back, unless a file is not as the change left it.
   * @throws {NotWritten}, or the error of reading; the change can be taken back again then.
   */
  async undo(): Promise<Undone> {
    const change = this.#changes.at(-1);
    if (change === undefined) return refused('There is nothing to take back.');
    for (const { name, before, after } of change.files) {
      const now = await this.#files.read(name);
      // An attempt that failed half-way has taken back some files already.
      if (now === after || now === before) continue;
      return refused(
        `The file .latent-lint/${name} was changed by somebody else meanwhile; nothing was taken back.`,
      );
    }
    for (const { name, before } of change.files) await writeFile(this.#files, name, before);
    this.#changes = this.#changes.slice(0, -1);
    return { kind: 'undone', change };
  }
}

/** Writes a file of a change, or removes it. Throws {NotWritten}. */
export async function writeFile(
  files: ProjectFiles,
  name: string,
  text: string | null,
): Promise<void> {
  try {
    await files.write(name, text);
  } catch (error) {
    throw new NotWritten(name, error);
  }
}

function refused(message: string): Undone {
  return { kind: 'refused', message };
}
