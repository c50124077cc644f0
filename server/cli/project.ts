import { IgnoreLists } from '../store/ignore-lists.ts';
import { ProjectSettingsFiles, UnreadableSettings } from '../store/project-settings.ts';
import { CannotDo } from './cannot-do.ts';
import { toPlainText } from './plain-text.ts';

/** What was decided beside a file, in its `.latent-lint` folder. */
export interface FileDecisions {
  readonly ignores: (contentHash: string) => boolean;
  /** Least risk that is flagged, 0..1; null when nothing was decided. */
  readonly threshold: number | null;
  /** Ids of the features that flag nothing. */
  readonly off: ReadonlySet<string>;
}

/** Reads what was decided for the files of a scan. */
export class Project {
  readonly #lists = new IgnoreLists();
  readonly #settings = new ProjectSettingsFiles();

  /**
   * @param name As it was named on the command line; a stream belongs to the folder in which the command runs.
   * @param ignore Whether the ignore list counts.
   * @throws {CannotDo} when one of the files is there and cannot be read.
   */
  async decisions(name: string, ignore: boolean): Promise<FileDecisions> {
    const file = name === '-' ? 'standard-input' : name;
    const settings = await this.#settings.of(file, [process.cwd()]);
    await settings.reload().catch((error: unknown) => {
      throw error instanceof UnreadableSettings ? new CannotDo(error.message) : error;
    });
    return {
      ignores: ignore ? await this.#ignored(file) : () => false,
      threshold: settings.threshold(file),
      off: settings.featuresOff,
    };
  }

  async #ignored(file: string): Promise<(contentHash: string) => boolean> {
    const list = await this.#lists.of(file, [process.cwd()]);
    await list.reload().catch((error: unknown) => {
      throw new CannotDo(`The ignore list '${toPlainText(list.file)}' could not be read.`, {
        cause: error,
      });
    });
    return (hash) => list.find(hash) !== undefined;
  }
}
