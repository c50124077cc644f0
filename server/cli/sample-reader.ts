import { contentHash, scoredTurns } from '../core/content-hash.ts';
import type { FeatureSpace } from '../core/own-features/fit-feature.ts';
import type { Pack } from '../core/pack/pack.ts';
import { readLine } from '../core/read-line.ts';
import type { FormatId } from '../core/sample.ts';
import type { SampleScore } from '../core/scoring/sample-score.ts';
import type { SampleVectors } from '../core/scoring/sample-vectors.ts';
import { loadDirections } from '../inference/load-directions.ts';
import { loadOrdinary } from '../inference/load-ordinary.ts';
import { ScorerPool } from '../inference/scorer-pool.ts';
import { settingTable } from '../settings.ts';
import { ScoreStore } from '../store/score-store.ts';
import { CannotDo } from './cannot-do.ts';
import { asCannotDo, findInput, openInput } from './input.ts';
import { findPack, startPool } from './open-pack.ts';
import { orderedWindow } from './ordered-window.ts';
import { toPlainText } from './plain-text.ts';
import { ProgressBar } from './progress-bar.ts';
import { readFileLines, type FileLine } from './read-file-lines.ts';
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
    try {
      bar.say('Loading the model …');
      const pack = await startPool(pool, signal);
      const { store: folder } = options;
      const store =
        folder === null ? null : new ScoreStore({ folder, pack, maxTokens, vectors: true });
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
   * The samples among the lines that are wanted, in the order of the file; lines without a sample or a score are
   * told to `skip`.
   */
  async *read(
    file: string,
    wanted: (line: number) => boolean,
    skip: (line: number, why: string) => void = () => undefined,
  ): AsyncGenerator<ReadSample> {
    const input = await findInput(file);
    const stream = openInput(input, process.stdin, this.#signal);
    const name = toPlainText(file);
    const chosen = only(readFileLines(stream), wanted);
    let lines = 0;
    try {
      for await (const { line, found } of orderedWindow(
        chosen,
        (l) => this.#readLine(file, l),
        limits,
      )) {
        this.#bar.show({ name, lines: (lines += 1), findings: 0, share: null });
        if (typeof found === 'string') skip(line, found);
        else if (found !== null) yield found;
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error instanceof Error && 'syscall' in error ? asCannotDo(file, error) : error;
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

  async #readLine(
    file: string,
    { number, text }: FileLine,
  ): Promise<{ readonly line: number; readonly found: ReadSample | string | null }> {
    const reading = readLine(text, { format: this.#format, first: number === 1 });
    if (reading.kind === 'empty') return { line: number, found: null };
    if (reading.kind === 'invalid') return { line: number, found: reading.problem.message };
    if (reading.kind === 'unsupported') return { line: number, found: reading.message };
    const turns = scoredTurns(reading.sample);
    const hash = contentHash(turns);
    const outcome = await this.#score(hash, turns);
    if (outcome.kind === 'failure') {
      if (this.#pool.state === 'failed') throw new CannotDo(this.#pool.failure);
      return { line: number, found: outcome.failure.message };
    }
    const { score } = outcome;
    if (score.vectors === undefined) return { line: number, found: 'The sample has no vectors.' };
    const { format } = reading.sample;
    const sample = { file, line: number, contentHash: hash, format, score, vectors: score.vectors };
    return { line: number, found: sample };
  }
}

/** @throws {CannotDo} with one sentence when the pack cannot be compared with. */
export async function readSpace(folder: string, pack: Pack): Promise<FeatureSpace> {
  try {
    return {
      ordinary: await loadOrdinary(folder, pack),
      directions: await loadDirections(folder, pack),
      featureIds: pack.features.map(({ id }) => id),
    };
  } catch (error) {
    throw new CannotDo(error instanceof Error ? error.message : String(error));
  }
}

async function* only(
  lines: AsyncIterable<FileLine>,
  wanted: (line: number) => boolean,
): AsyncGenerator<FileLine> {
  for await (const line of lines) if (wanted(line.number)) yield line;
}
