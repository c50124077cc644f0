import { contentHash, scoredTurns } from '../core/content-hash.ts';
import type { FeatureSpace } from '../core/own-features/fit-feature.ts';
import type { Pack } from '../core/pack/pack.ts';
import type { FormatId } from '../core/sample.ts';
import type { SampleScore } from '../core/scoring/sample-score.ts';
import type { SampleVectors } from '../core/scoring/sample-vectors.ts';
import { ScorerPool } from '../inference/scorer-pool.ts';
import { settingTable } from '../settings.ts';
import { ScoreStore } from '../store/score-store.ts';
import { CannotDo } from './cannot-do.ts';
import { readFileSample, type NoSample } from './file-sample.ts';
import { asCannotDo, findInput, isReadError, openInput } from './input.ts';
import { findPack, startPool } from './open-pack.ts';
import { orderedWindow } from './ordered-window.ts';
import { toPlainText } from './plain-text.ts';
import { ProgressBar } from './progress-bar.ts';
import { readFileLines, type FileLine } from './read-file-lines.ts';
import { readSpace } from './read-space.ts';
import { RecentScores, scoreOnce, type ScoreSample } from './score-once.ts';

/** How a command that looks at samples by their vectors runs the model. */
export interface ReaderOptions {
  readonly pack: string | null;
  readonly workers: number;
  readonly store: string | null;
  readonly inputFormat: 'auto' | FormatId;
}

/** A line that holds a sample with a score. */
export interface ReadSample {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly contentHash: string;
  readonly format: FormatId;
  readonly score: SampleScore;
  readonly vectors: SampleVectors;
}

/** A line without a sample or a score. */
export interface UnreadLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: NoSample;
  /** One sentence; null for a blank line. */
  readonly message: string | null;
}

const limits = {
  capacity: 256,
  weightLimit: 16 * 1024 * 1024,
  weigh: (line: FileLine) => line.text.length,
};

/** Scores lines of files with their vectors. `close` must be called at the end. */
export class SampleReader {
  readonly pack: Pack;
  readonly packFolder: string;
  readonly #pool: ScorerPool;
  readonly #store: ScoreStore | null;
  readonly #score: ScoreSample;
  readonly #format: 'auto' | FormatId;
  readonly #signal: AbortSignal;
  readonly #bar: ProgressBar;

  private constructor(parts: {
    readonly pack: Pack;
    readonly packFolder: string;
    readonly pool: ScorerPool;
    readonly store: ScoreStore | null;
    readonly options: ReaderOptions;
    readonly signal: AbortSignal;
    readonly bar: ProgressBar;
  }) {
    this.pack = parts.pack;
    this.packFolder = parts.packFolder;
    this.#pool = parts.pool;
    this.#store = parts.store;
    this.#format = parts.options.inputFormat;
    this.#signal = parts.signal;
    this.#bar = parts.bar;
    this.#score = scoreOnce(parts.store ?? new RecentScores(20_000), (turns) =>
      this.#pool.score(turns, { vectors: true }),
    );
  }

  /** @throws {CannotDo} when the pack is damaged or the model cannot run here. */
  static async open(options: ReaderOptions, signal: AbortSignal): Promise<SampleReader> {
    const packFolder = await findPack(options.pack);
    const maxTokens = settingTable.maxTokens.default;
    const pool = new ScorerPool({ packFolder, workers: options.workers, maxTokens });
    signal.addEventListener('abort', () => void pool.dispose(), { once: true });
    const bar = new ProgressBar(process.stderr, process.stderr.isTTY);
    const log = (sentence: string): void => {
      bar.clear();
      process.stderr.write(`latent-lint: ${sentence}\n`);
    };
    try {
      bar.say('Loading the model …');
      const pack = await startPool(pool, signal);
      const { store: folder } = options;
      const store =
        folder === null ? null : new ScoreStore({ folder, pack, maxTokens, vectors: true, log });
      await store?.load();
      return new SampleReader({ pack, packFolder, pool, store, options, signal, bar });
    } catch (error) {
      bar.clear();
      await pool.dispose();
      throw error;
    }
  }

  /** What the pack knows of its space. Throws {CannotDo} when it has no ordinary samples. */
  async space(): Promise<FeatureSpace> {
    return readSpace(this.packFolder, this.pack);
  }

  /** The score of a content that was kept before. */
  known(hash: string): SampleVectors | undefined {
    return this.#store?.vectors(hash);
  }

  /**
   * The samples among the lines that are wanted, in the order of the file; wanted lines without a sample or a score
   * are told to `skip`.
   */
  async *read(
    file: string,
    wanted: (line: number) => boolean,
    skip: (line: UnreadLine) => void,
  ): AsyncGenerator<ReadSample> {
    const input = await findInput(file);
    const stream = openInput(input, process.stdin, this.#signal);
    const name = toPlainText(file);
    const chosen = only(readFileLines(stream), wanted);
    let lines = 0;
    try {
      for await (const found of orderedWindow(
        chosen,
        (line) => this.#readLine(file, line),
        limits,
      )) {
        this.#bar.show({ name, lines: (lines += 1), findings: 0, share: null });
        if ('score' in found) yield found;
        else skip(found);
      }
    } catch (error) {
      throw this.#asReadError(file, error);
    } finally {
      stream.destroy();
      this.#bar.clear();
    }
  }

  /** The numbers of all lines of a file that are not empty. */
  async count(file: string): Promise<number[]> {
    const stream = openInput(await findInput(file), process.stdin, this.#signal);
    const numbers: number[] = [];
    try {
      for await (const line of readFileLines(stream))
        if (line.text !== '') numbers.push(line.number);
    } catch (error) {
      throw this.#asReadError(file, error);
    } finally {
      stream.destroy();
    }
    return numbers;
  }

  async close(): Promise<void> {
    this.#bar.clear();
    await this.#store?.flush();
    await this.#pool.dispose();
  }

  #asReadError(file: string, error: unknown): unknown {
    this.#signal.throwIfAborted();
    return isReadError(error) ? asCannotDo(file, error) : error;
  }

  async #readLine(file: string, fileLine: FileLine): Promise<ReadSample | UnreadLine> {
    const line = fileLine.number;
    const read = readFileSample(fileLine, this.#format);
    if (read.kind !== 'sample') return { file, line, reason: read.kind, message: read.message };
    const { sample } = read.reading;
    const turns = scoredTurns(sample);
    const hash = contentHash(turns);
    const outcome = await this.#score(hash, turns);
    if (outcome.kind === 'failure') {
      if (this.#pool.state === 'failed') throw new CannotDo(this.#pool.failure);
      return { file, line, reason: 'unsupported', message: outcome.failure.message };
    }
    const { score } = outcome;
    const { vectors } = score;
    if (vectors === undefined) {
      return { file, line, reason: 'unsupported', message: 'The sample has no vectors.' };
    }
    return { file, line, contentHash: hash, format: sample.format, score, vectors };
  }
}

async function* only(
  lines: AsyncIterable<FileLine>,
  wanted: (line: number) => boolean,
): AsyncGenerator<FileLine> {
  for await (const line of lines) if (wanted(line.number)) yield line;
}
