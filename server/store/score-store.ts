import { appendFileSync, mkdirSync } from 'node:fs';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Pack } from '../core/pack/pack.ts';
import { engineVersion, keptLatents, type SampleScore } from '../core/scoring/sample-score.ts';
import type { SampleVectors } from '../core/scoring/sample-vectors.ts';
import { TimeSlice } from '../time-slice.ts';
import {
  dropOldest,
  isInUse,
  listSegments,
  newSegmentPath,
  readSegment,
  writeSegment,
} from './score-files.ts';
import { recordSize, type RecordShape } from './score-record.ts';
import { ScoreTable } from './score-table.ts';
import { encodeLine } from './segment.ts';

export interface ScoreStoreOptions {
  /** Folder for the files; null keeps scores in memory only. */
  readonly folder: string | null;
  readonly pack: Pack;
  /** The scorer's limit: a long sample has another score under another limit. */
  readonly maxTokens: number;
  /** Whether scores are kept with their latents; those without are kept apart. */
  readonly latents?: boolean;
  /** Whether scores are kept with their vectors; those without are kept apart. */
  readonly vectors?: boolean;
  /** Told one sentence at a time, never with a sample's text. */
  readonly log?: (message: string) => void;
  /** Bytes of all files together; the oldest are dropped above it. */
  readonly mostBytes?: number;
  /** How long a new score may wait until it is written, in milliseconds. */
  readonly flushAfter?: number;
}

/** Stored scores are still on the disk; the message is one sentence for people. */
export class ScoresNotRemoved extends Error {}

/** Raised when the form of the files changes; files of another version are left alone. */
const formatVersion = 1;
/** With more segments than this, those of processes that are gone become one. */
const mostSegments = 8;

/**
 * The scores of samples, by content hash, for one pack and engine version. Every process appends to a file
 * of its own; what others wrote before is read at the start. A sample's text is never stored. A disk that
 * cannot be read or written costs only the keeping of scores: they go on living in memory.
 */
export class ScoreStore {
  readonly #options: ScoreStoreOptions;
  readonly #shape: RecordShape;
  readonly #table: ScoreTable;
  readonly #folder: string | null;
  #segment: string | null;
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ScoreStoreOptions) {
    this.#options = options;
    const { pack, maxTokens, latents = false, vectors = false } = options;
    this.#shape = {
      features: pack.features.length,
      latents: latents ? keptLatents : 0,
      vectors: vectors ? pack.width : 0,
    };
    this.#table = new ScoreTable(this.#shape);
    const scores = `${pack.hash.slice(0, 32)}-${engineVersion}-${maxTokens}`;
    const namespace = `${scores}${latents ? '-latents' : ''}${vectors ? '-vectors' : ''}`;
    this.#folder = options.folder && path.join(rootOf(options.folder), namespace);
    this.#segment = this.#folder && newSegmentPath(this.#folder);
  }

  get size(): number {
    return this.#table.size;
  }

  get(contentHash: string): SampleScore | undefined {
    return this.#table.get(contentHash);
  }

  /** Where a sample lies, faster than `get`; undefined also when vectors are not kept. Not to be changed. */
  vectors(contentHash: string): SampleVectors | undefined {
    return this.#table.vectors(contentHash);
  }

  set(contentHash: string, score: SampleScore): void {
    if (this.#table.has(contentHash)) return;
    if (score.featureCosines.length !== this.#shape.features) return;
    if (this.#shape.latents > 0 && score.latents === undefined) return;
    if (this.#shape.vectors > 0 && score.vectors?.answer.values.length !== this.#shape.vectors)
      return;
    this.#table.set(contentHash, score);
    const record = this.#table.bytes(contentHash);
    if (this.#segment === null || record === undefined) return;
    this.#waiting.push(encodeLine(contentHash, record));
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.flushAfter ?? 1000);
    this.#timer.unref();
  }

  /** Reads what is on disk, in slices, and tidies up: merges many files, drops the oldest above the limit. */
  async load(): Promise<void> {
    if (this.#folder === null || this.#options.folder === null) return;
    try {
      const dropped = await dropOldest(
        rootOf(this.#options.folder),
        this.#options.mostBytes ?? 1e9,
      );
      if (dropped > 0) this.#log(`Dropped ${dropped} old score files to keep within the limit.`);
      await this.#read(this.#folder);
    } catch (error) {
      this.#log(`Stored scores could not be read: ${reasonOf(error)}.`);
    }
  }

  async #read(folder: string): Promise<void> {
    const slice = new TimeSlice();
    const size = recordSize(this.#shape);
    const files = await listSegments(folder);
    const merged: string[] = [];
    const old = files.length > mostSegments ? files.filter((file) => !isInUse(file)) : [];
    let damaged = 0;
    for (const file of files) {
      const merge = old.includes(file);
      damaged += await readSegment(file.path, slice, (hash, record) => {
        if (record.length !== size || this.#table.has(hash)) return;
        this.#table.setBytes(hash, record);
        if (merge) merged.push(encodeLine(hash, record));
      });
    }
    if (damaged > 0) this.#log(`Skipped ${damaged} damaged lines of stored scores.`);
    if (old.length < 2) return;
    await writeSegment(folder, merged);
    for (const file of old) await rm(file.path, { force: true });
  }

  /** Writes what waits; resolves when it is on disk, or when it is clear that it cannot be. */
  async flush(): Promise<void> {
    this.#stopTimer();
    const lines = this.#waiting.join('');
    this.#waiting = [];
    const [folder, segment] = [this.#folder, this.#segment];
    if (lines !== '' && folder !== null && segment !== null) {
      this.#writing = this.#writing
        .then(() => mkdir(folder, { recursive: true }))
        .then(() => appendFile(segment, lines))
        .catch((error: unknown) => this.#giveUp(error));
    }
    return this.#writing;
  }

  /** As `flush`, at the very end of a process, when nothing can be waited for. */
  flushSync(): void {
    this.#stopTimer();
    const lines = this.#waiting.join('');
    this.#waiting = [];
    if (lines === '' || this.#segment === null) return;
    try {
      mkdirSync(path.dirname(this.#segment), { recursive: true });
      appendFileSync(this.#segment, lines);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /**
   * Forgets all scores: in memory those of this pack, and on disk those of every pack and token limit.
   * @throws {ScoresNotRemoved} when the disk keeps some.
   */
  async clear(): Promise<void> {
    this.#stopTimer();
    this.#waiting = [];
    this.#table.clear();
    await this.#writing;
    await removeStoredScores(this.#options.folder);
  }

  #giveUp(error: unknown): void {
    this.#segment = null;
    this.#log(`Scores are kept in memory only from now on: ${reasonOf(error)}.`);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #log(message: string): void {
    this.#options.log?.(message);
  }
}

/**
 * Removes the scores of every pack and token limit from a folder; null has none.
 * @throws {ScoresNotRemoved} when some are left.
 */
export async function removeStoredScores(folder: string | null): Promise<void> {
  if (folder === null) return;
  try {
    // Another process may write into a folder while it is emptied, which a second try answers.
    await rm(rootOf(folder), { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    throw new ScoresNotRemoved(`Not all stored scores could be removed: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

function rootOf(folder: string): string {
  return path.join(folder, `scores-${formatVersion}`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}
