import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  joinedPack,
  parseOrdinaryFile,
  type OrdinaryFile,
} from '../core/own-features/ordinary-file.ts';
import type { Pack } from '../core/pack/pack.ts';
import { IgnoreLists } from '../store/ignore-lists.ts';
import {
  ProjectSettingsFiles,
  UnreadableSettings,
  type ProjectSettings,
} from '../store/project-settings.ts';
import { CannotDo, describeFileError } from './cannot-do.ts';
import { toPlainText } from './plain-text.ts';

/** What was decided beside a file, in its `.latent-lint` folder. */
export interface FileDecisions {
  readonly ignores: (contentHash: string) => boolean;
  /** Least risk that is flagged, 0..1; null when nothing was decided. */
  readonly threshold: number | null;
  /** Ids of the features that flag nothing. */
  readonly off: ReadonlySet<string>;
  /** The pack with the percentiles of one's own ordinary data, or as it is. */
  readonly pack: Pack;
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
  async decisions(name: string, ignore: boolean, pack: Pack): Promise<FileDecisions> {
    const file = name === '-' ? 'standard-input' : name;
    const settings = await this.#read(file);
    return {
      ignores: ignore ? await this.#ignored(file) : () => false,
      threshold: settings.threshold(file),
      off: settings.featuresOff,
      pack: settings.file === null ? pack : await joined(ordinaryBeside(settings.file), pack),
    };
  }

  /**
   * Looks whether what was decided for a file can be read, for a command that leaves the reading to the server.
   * @throws {CannotDo} when one of the files is there and cannot be understood.
   */
  async check(name: string): Promise<void> {
    const settings = await this.#read(name);
    if (settings.file !== null) await ordinaryIn(ordinaryBeside(settings.file));
    await this.#ignored(name);
  }

  async #read(file: string): Promise<ProjectSettings> {
    const settings = await this.#settings.of(file, [process.cwd()]);
    await settings.reload().catch((error: unknown) => {
      throw error instanceof UnreadableSettings ? new CannotDo(error.message) : error;
    });
    return settings;
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

function ordinaryBeside(settingsFile: string): string {
  return path.join(path.dirname(settingsFile), 'ordinary.json');
}

/** Percentiles that somebody chose to count with are not left out in silence. */
async function joined(file: string, pack: Pack): Promise<Pack> {
  const ordinary = await ordinaryIn(file);
  if (ordinary === null) return pack;
  const result = joinedPack(pack, ordinary);
  if (result.problem !== null) throw new CannotDo(result.problem);
  return result.pack;
}

/** Null when there is no such file. */
async function ordinaryIn(file: string): Promise<OrdinaryFile | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CannotDo(`'${toPlainText(file)}' cannot be read: ${describeFileError(error)}.`);
  }
  const reading = parseOrdinaryFile(text);
  if (reading.kind === 'ordinary') return reading.file;
  throw new CannotDo(`${reading.message} Remove it, or calibrate again after that.`);
}
