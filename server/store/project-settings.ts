import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { locateProjectFile } from './locate-project-file.ts';
import {
  emptyContent,
  featuresOffIn,
  parseProjectContent,
  printProjectContent,
  thresholdIn,
  withFeature,
  withThreshold,
  wrongValuesIn,
  type ProjectContent,
  type WrongValue,
} from './project-content.ts';
import { writeWhole } from './write-whole.ts';

/** The file is there and cannot be read or understood, so nobody knows what a change would destroy. */
export class UnreadableSettings extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`The file .latent-lint/settings.json ${reason}; it was left as it is.`, { cause });
    this.name = 'UnreadableSettings';
  }
}

/** All settings files of a process, one object for each, so that their changes come one after the other. */
export class ProjectSettingsFiles {
  readonly #byFile = new Map<string, ProjectSettings>();

  /** The settings that count for a data file: beside its ignore list (`locateProjectFile`). */
  async of(file: string, roots: readonly string[]): Promise<ProjectSettings> {
    const place = await locateProjectFile(file, roots, 'settings.json');
    const known = this.#byFile.get(place);
    if (known !== undefined) return known;
    const settings = new ProjectSettings(place);
    this.#byFile.set(place, settings);
    return settings;
  }
}

/**
 * What was decided for the data files of a folder and below it. What is not understood is passed over and kept.
 * Other processes may change the file too. Without a file it lives in memory.
 */
export class ProjectSettings {
  /** The file; it may not exist yet. Null: what is decided ends with the process. */
  readonly file: string | null;
  #content = emptyContent;
  #off = featuresOffIn(emptyContent);
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string | null) {
    this.file = file;
  }

  /** Ids of the features that flag nothing. */
  get featuresOff(): ReadonlySet<string> {
    return this.#off;
  }

  /** What makes no sense and is passed over. */
  get wrongValues(): readonly WrongValue[] {
    return wrongValuesIn(this.#content);
  }

  /** Least risk that is flagged in a data file, 0..1; null when nothing was decided. */
  threshold(dataFile: string): number | null {
    return thresholdIn(this.#content, this.#nameOf(dataFile));
  }

  /**
   * Reads the file again; a missing one decides nothing.
   * @throws {UnreadableSettings} and keeps what was known.
   */
  async reload(): Promise<void> {
    await this.#inTurn(async () => this.#take(await this.#read()));
  }

  /**
   * Decides the least risk that is flagged in a data file, 0..1; null leaves it to the settings of the editor.
   * @throws {UnreadableSettings} or the error of writing; the file is as it was then.
   */
  async setThreshold(dataFile: string, risk: number | null): Promise<void> {
    await this.#change((content) => withThreshold(content, this.#nameOf(dataFile), risk));
  }

  /** Decides whether a feature flags what lies nearest to it. Throws as `setThreshold` does. */
  async setFeature(id: string, enabled: boolean): Promise<void> {
    await this.#change((content) => withFeature(content, id, enabled));
  }

  async #change(change: (content: ProjectContent) => ProjectContent): Promise<void> {
    await this.#inTurn(async () => {
      const content = change(await this.#read());
      if (this.file !== null) {
        await mkdir(path.dirname(this.file), { recursive: true });
        await writeWhole(this.file, printProjectContent(content));
      }
      this.#take(content);
    });
  }

  #take(content: ProjectContent): void {
    this.#content = content;
    this.#off = featuresOffIn(content);
  }

  /** The name of a data file in the settings: its path from their folder, with slashes. */
  #nameOf(dataFile: string): string {
    if (this.file === null) return dataFile;
    const folder = path.dirname(path.dirname(this.file));
    return path.relative(folder, path.resolve(dataFile)).split(path.sep).join('/');
  }

  /** Does one thing after the other: each sees what the one before has written. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #read(): Promise<ProjectContent> {
    if (this.file === null) return this.#content;
    const text = await readFile(this.file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}';
      throw new UnreadableSettings('could not be read', error);
    });
    const reading = parseProjectContent(text);
    if (reading.kind === 'problem') throw new UnreadableSettings(reading.message);
    return reading.content;
  }
}
