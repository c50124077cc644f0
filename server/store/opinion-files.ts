import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  keptScoresFile,
  parseKeptScores,
  serialiseKeptScores,
  type KeptScores,
  type KeptScoresReading,
} from '../core/exchange/kept-scores.ts';
import { TimeSlice } from '../time-slice.ts';
import type { ProjectFiles } from './project-files.ts';

/** What a folder keeps of other tools' scores, and what is wrong with files that hold none. */
export interface OpinionList {
  /** By the names of their files, in alphabetical order. */
  readonly kept: readonly KeptScores[];
  /** One sentence each. */
  readonly problems: readonly string[];
}

/** There is a file that would be overwritten, and nobody knows what is in it. */
export class UnreadableScores extends Error {}

const folderName = 'scores';
const shown = `.latent-lint/${folderName}`;
/** A million scores have about 100 MB. */
const mostBytes = 128 * 1024 * 1024;
const mostFiles = 64;

interface Known {
  /** Another one after every change of the file. */
  readonly signature: string;
  readonly reading: KeptScoresReading;
}

/** The files of imported scores under `.latent-lint/scores` of a folder, one for each import's name. */
export class OpinionFiles {
  readonly #files: ProjectFiles;
  /** By the name of the file. */
  #known = new Map<string, Known>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  /** Reads what has changed since it was read last. A file that cannot be used is a problem, no error. */
  async read(): Promise<OpinionList> {
    return this.#inTurn(async () => this.#read());
  }

  /**
   * Keeps scores. Those of the same name that name other samples stay.
   * @throws {UnreadableScores} when the file is there and cannot be used; it is left as it is.
   * @throws the error of the file system; the file is as it was then.
   */
  async add({ name, scores }: KeptScores): Promise<void> {
    const file = keptScoresFile(name);
    return this.#inTurn(async () => {
      await this.#read();
      const reading = this.#known.get(file)?.reading;
      if (reading?.kind === 'problem') {
        throw new UnreadableScores(`${sentence(file, reading.message)} It was left as it is.`);
      }
      const before = reading?.kept.scores ?? new Map<string, number>();
      const text = serialiseKeptScores({ name, scores: new Map([...before, ...scores]) });
      await this.#files.write(`${folderName}/${file}`, text);
    });
  }

  /** Removes the scores of a name, if there are any. Throws the error of the file system. */
  async forget(name: string): Promise<void> {
    return this.#inTurn(async () =>
      this.#files.write(`${folderName}/${keptScoresFile(name)}`, null),
    );
  }

  async #read(): Promise<OpinionList> {
    const folder = path.join(this.#files.root, '.latent-lint', folderName);
    const names = await namesIn(folder);
    if (names === null) return { kept: [], problems: [`The folder ${shown} could not be read.`] };
    const known = new Map<string, Known>();
    const kept: KeptScores[] = [];
    const problems: string[] = [];
    for (const name of names.slice(0, mostFiles)) {
      const now = await readOne(path.join(folder, name), name, this.#known.get(name));
      known.set(name, now);
      if (now.reading.kind === 'scores') kept.push(now.reading.kept);
      else problems.push(sentence(name, now.reading.message));
    }
    if (names.length > mostFiles) {
      problems.push(`${shown} holds more than ${mostFiles} files; the others are not read.`);
    }
    this.#known = known;
    return { kept, problems };
  }

  /** One after the other: each sees what the one before has written. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }
}

/** Sorted; null when the folder is there and cannot be read. */
async function namesIn(folder: string): Promise<string[] | null> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /^[a-z0-9-]+\.jsonl$/.test(name)).sort();
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? [] : null;
  }
}

async function readOne(file: string, name: string, before: Known | undefined): Promise<Known> {
  let signature = '';
  try {
    const found = await stat(file);
    signature = `${found.ino} ${found.size} ${found.mtimeMs}`;
    if (signature === before?.signature) return before;
    if (!found.isFile()) return { signature, reading: problem('is no file') };
    if (found.size > mostBytes) return { signature, reading: problem('is too large') };
    return { signature, reading: checked(await parse(await readFile(file, 'utf8')), name) };
  } catch {
    // The next time it is tried again.
    return { signature: '', reading: problem('could not be read') };
  }
}

async function parse(text: string): Promise<KeptScoresReading> {
  const slice = new TimeSlice();
  const steps = parseKeptScores(text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (slice.over) await slice.rest();
  }
}

function checked(reading: KeptScoresReading, name: string): KeptScoresReading {
  if (reading.kind === 'problem' || keptScoresFile(reading.kept.name) === name) return reading;
  return problem('is named otherwise than its scores');
}

function problem(message: string): KeptScoresReading {
  return { kind: 'problem', message };
}

function sentence(name: string, message: string): string {
  return `The file ${shown}/${name} ${message}, so its scores are not shown; restore it, or delete it.`;
}
