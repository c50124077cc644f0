import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { contentHash } from '../../core/content-hash.ts';
import { scoresName, type KeptScores } from '../../core/exchange/kept-scores.ts';
import { readScores, type ForeignScore } from '../../core/exchange/read-scores.ts';
import { errorPlace } from '../../log.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import { readTurns } from '../../scan/read-summary.ts';
import { OpinionFiles, UnreadableScores } from '../../store/opinion-files.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { FeatureContext } from '../context.ts';
import type { Shelf } from './shelf.ts';

const mostBytes = 256 * 1024 * 1024;

/** By name, then by content hash. */
type Columns = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Scores of other tools: kept in the folder of a file, or while it is open when they cannot be kept. */
export class OpinionColumns {
  readonly #stores = new WeakMap<Shelf, OpinionFiles>();
  readonly #unkept = new WeakMap<FileScan, Map<string, ReadonlyMap<string, number>>>();

  /** The scores that each of the files has, and one sentence for each file of scores that is of no use. */
  async of(
    files: readonly FileScan[],
    context: FeatureContext,
  ): Promise<{ readonly byFile: ReadonlyMap<FileScan, Columns>; readonly problems: string[] }> {
    const byFile = new Map<FileScan, Columns>();
    const problems = new Set<string>();
    for (const file of files) {
      const list = await this.#storeOf(file, context)?.read();
      for (const each of list?.problems ?? []) problems.add(each);
      const kept = (list?.kept ?? []).map(({ name, scores }) => [name, scores] as const);
      byFile.set(file, new Map([...kept, ...(this.#unkept.get(file) ?? [])]));
    }
    return { byFile, problems: [...problems] };
  }

  /** Reads scores for the lines of a file; one sentence when that cannot be, or when they are not kept. */
  async add(source: string, file: FileScan, context: FeatureContext): Promise<string | null> {
    const place = path.resolve(source);
    const name = scoresName(path.basename(place));
    const text = await readText(place);
    if (text === null) return `${name} could not be read.`;
    const reading = readScores(name, text);
    if (reading.kind === 'problem') return `${name} cannot be imported: ${reading.reason}.`;
    const scores = await byContent(reading.scores, file);
    if (scores.size === 0) return `${name} names no line of this file that holds a sample.`;
    return this.#keep({ name, scores }, file, context);
  }

  /** Forgets the scores of a name in the folders of the files; one sentence when that cannot be. */
  async forget(
    name: string,
    files: readonly FileScan[],
    context: FeatureContext,
  ): Promise<string | null> {
    const stores = new Set(files.map((file) => this.#storeOf(file, context)));
    for (const file of files) this.#unkept.get(file)?.delete(name);
    try {
      for (const store of stores) await store?.forget(name);
      return null;
    } catch (error) {
      context.log.error(`Scores could not be removed. ${errorPlace(error)}`);
      return `The scores of ${name} could not be removed from .latent-lint/scores.`;
    }
  }

  async #keep(added: KeptScores, file: FileScan, context: FeatureContext): Promise<string | null> {
    const { name, scores } = added;
    const store = this.#storeOf(file, context);
    let reason = `Save the file to keep the scores of ${name}: for now they last while it is open.`;
    try {
      await store?.add(added);
      this.#unkept.get(file)?.delete(name);
      if (store !== null) return null;
    } catch (error) {
      if (error instanceof UnreadableScores) return error.message;
      context.log.error(`Scores could not be kept. ${errorPlace(error)}`);
      reason = `The scores of ${name} could not be kept in .latent-lint/scores: they last while the file is open.`;
    }
    const unkept = this.#unkept.get(file) ?? new Map<string, ReadonlyMap<string, number>>();
    this.#unkept.set(file, unkept.set(name, scores));
    return reason;
  }

  /** Null for a file that is in no folder. */
  #storeOf({ uri }: FileScan, { own }: FeatureContext): OpinionFiles | null {
    const shelf = own.shelf(uri);
    if (shelf === undefined) return null;
    const store = this.#stores.get(shelf) ?? new OpinionFiles(shelf.files);
    this.#stores.set(shelf, store);
    return store;
  }
}

/** Where a sample is on several lines, the last score of them counts. */
async function byContent(
  scores: readonly ForeignScore[],
  file: FileScan,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  // The lines as they are now: others may come between them while this rests.
  const lines = file.lines.slice();
  const slice = new TimeSlice();
  for (const { line, contentHash: named, score } of scores) {
    const record = line === null ? undefined : lines[line - 1];
    const hash = named ?? (record === undefined ? null : hashOf(record, file));
    if (hash !== null) found.set(hash, score);
    if (slice.over) await slice.rest();
  }
  return found;
}

/** Also of a line that the scan has not come to yet. */
function hashOf({ summary, text }: LineRecord, { settings }: FileScan): string | null {
  if (summary !== null) return summary.kind === 'sample' ? summary.hash : null;
  const turns = readTurns(text, settings);
  return turns === null ? null : contentHash(turns);
}

async function readText(file: string): Promise<string | null> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= mostBytes ? await readFile(file, 'utf8') : null;
  } catch {
    return null;
  }
}
