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
import { shorten, toPlainText } from './plain-text.ts';

/** What was decided beside a file, in its `.latent-lint` folder. */
export interface FileDecisions {
  readonly ignores: (contentHash: string) => boolean;
  /** Least risk that is flagged, 0..1; null when nothing was decided. */
  readonly threshold: number | null;
  /** Ids of the features that flag nothing. */
  readonly off: ReadonlySet<string>;
  /** The pack with the percentiles of one's own ordinary data, or as it is. */
  readonly pack: Pack;
  /** How many of one's own samples the percentiles count with; 0 for none. */
  readonly ownOrdinary: number;
}

/** The wrong values of a settings file that are told one by one; the rest is counted. */
const toldValues = 10;
/** Characters of a key that are shown. */
const longestKey = 120;
const settingsName = '.latent-lint/settings.json';

/** Reads what was decided for the files of a scan. */
export class Project {
  readonly #lists = new IgnoreLists();
  readonly #settings = new ProjectSettingsFiles();
  readonly #warn: (sentence: string) => void;
  /** Settings whose wrong values were told: several files share some. */
  readonly #told = new Set<ProjectSettings>();

  /** @param warn takes sentences about what is passed over; they cannot control the terminal. */
  constructor(warn: (sentence: string) => void) {
    this.#warn = warn;
  }

  /**
   * @param name As it was named on the command line; a stream belongs to the folder in which the command runs.
   * @param ignore Whether the ignore list counts.
   * @throws {CannotDo} when one of the files is there and cannot be read.
   */
  async decisions(name: string, ignore: boolean, pack: Pack): Promise<FileDecisions> {
    const file = name === '-' ? 'standard-input' : name;
    const settings = await this.#read(file);
    const { file: kept } = settings;
    return {
      ignores: ignore ? await this.#ignored(file) : () => false,
      threshold: settings.threshold(file),
      off: settings.featuresOff,
      ...(kept === null ? { pack, ownOrdinary: 0 } : await joined(ordinaryBeside(kept), pack)),
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
    if (!this.#told.has(settings)) {
      this.#told.add(settings);
      this.#tellWrong(settings);
    }
    return settings;
  }

  /** Says of each value that is passed over what is expected, and what is done instead. */
  #tellWrong({ wrongValues }: ProjectSettings): void {
    for (const { key, expected, instead } of wrongValues.slice(0, toldValues)) {
      const place = toPlainText(shorten(key, longestKey));
      this.#warn(
        `In ${settingsName} ${place} must be ${expected}; it is passed over, and ${instead}.`,
      );
    }
    const left = wrongValues.length - toldValues;
    if (left > 0) this.#warn(`In ${settingsName} ${left} more values are passed over.`);
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
async function joined(
  file: string,
  pack: Pack,
): Promise<Pick<FileDecisions, 'pack' | 'ownOrdinary'>> {
  const ordinary = await ordinaryIn(file);
  if (ordinary === null) return { pack, ownOrdinary: 0 };
  const result = joinedPack(pack, ordinary);
  if (result.problem !== null) throw new CannotDo(result.problem);
  return { pack: result.pack, ownOrdinary: ordinary.calibrated?.samples ?? 0 };
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
