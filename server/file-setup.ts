import type { Configuration } from './configuration.ts';
import type { Choices } from './features/choices.ts';
import type { Ignores } from './features/ignores.ts';
import type { OwnFeatures } from './features/own-features/own-features.ts';
import path from 'node:path';
import { filePath } from './file-uri.ts';
import { errorPlace, type Log } from './log.ts';
import { reasonOff } from './scan/file-filter.ts';
import type { FileScan } from './scan/file-scan.ts';
import { IgnoreLists } from './store/ignore-lists.ts';
import {
  ProjectSettings,
  UnreadableSettings,
  ProjectSettingsFiles,
} from './store/project-settings.ts';

/** Where what the folder of a file says is kept. */
interface ProjectParts {
  readonly ignores: Ignores;
  readonly choices: Choices;
  readonly own: OwnFeatures;
}

/** Gives open files what they need beside their text: settings, the ignore list, what was decided for them, and whether they are scored. */
export class FileSetup {
  readonly #configuration: Pick<Configuration, 'get'>;
  readonly #ignores: Ignores;
  readonly #choices: Choices;
  readonly #own: OwnFeatures;
  readonly #lists = new IgnoreLists();
  readonly #projects = new ProjectSettingsFiles();
  readonly #log: Log;
  readonly #languages = new WeakMap<FileScan, string>();
  #folders: readonly string[];

  constructor(
    configuration: Pick<Configuration, 'get'>,
    { ignores, choices, own }: ProjectParts,
    folders: readonly string[],
    log: Log,
  ) {
    this.#configuration = configuration;
    this.#ignores = ignores;
    this.#choices = choices;
    this.#own = own;
    this.#log = log;
    this.#folders = folders;
  }

  foldersChanged(added: readonly string[], removed: readonly string[]): void {
    const kept = this.#folders.filter((folder) => !removed.includes(folder));
    this.#folders = [...kept, ...added];
  }

  opened(file: FileScan, languageId: string): void {
    this.#languages.set(file, languageId);
  }

  /**
   * Sets up a file, at the start and whenever something that it depends on has changed.
   * `isOpen` is asked after each wait.
   */
  async setUp(file: FileScan, isOpen: () => boolean): Promise<void> {
    const settings = await this.#configuration.get(file.uri);
    await this.loadProject(file, isOpen);
    if (!isOpen()) return;
    const before = file.settings;
    file.settings = settings;
    file.off = reasonOff(file.uri, this.#languages.get(file) ?? '', settings, this.#folders);
    if (before?.run !== settings.run) file.released = settings.run !== 'manual';
    if (before !== null && before.format !== settings.format) file.forgetReadings();
    file.touch();
  }

  /**
   * Finds the ignore list and the project settings of a file, which may be others than before, and reads them.
   * What cannot be read stays as it was known, and the file's status and the log say so.
   */
  async loadProject(file: FileScan, isOpen: () => boolean): Promise<void> {
    const place = filePath(file.uri);
    if (place === null) {
      // Without a folder on disk there is no file: what is decided lasts as long as the document is open.
      const known = this.#choices.settings(file.uri) ?? new ProjectSettings(null);
      if (isOpen()) this.#choices.set(file.uri, known);
      return;
    }
    const list = await this.#lists.of(place, this.#folders);
    const project = await this.#projects.of(place, this.#folders);
    const warnings = [
      await this.#warningOf(list.reload(), () => unreadableList),
      await this.#warningOf(project.reload(), sentenceOfSettings),
    ];
    if (!isOpen()) return;
    file.warnings = warnings.filter((each) => each !== null);
    this.#ignores.set(file.uri, list);
    this.#choices.set(file.uri, project);
    file.revision += 1;
    // The list is in `.latent-lint` of the folder.
    await this.#own.attach(file, path.dirname(path.dirname(list.file)));
  }

  /** Null when it was read. */
  async #warningOf(
    reading: Promise<void>,
    sentenceOf: (error: unknown) => string,
  ): Promise<string | null> {
    try {
      await reading;
      return null;
    } catch (error) {
      const sentence = sentenceOf(error);
      this.#log.warn(`${sentence} ${errorPlace(error)}`);
      return sentence;
    }
  }
}

const unreadableList =
  'The ignore list could not be read, so samples that it names may be flagged.';

function sentenceOfSettings(error: unknown): string {
  return error instanceof UnreadableSettings
    ? error.message
    : 'The project settings could not be read.';
}
