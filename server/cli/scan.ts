import type { LatentsShown } from '../core/pack/latents.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import type { Pack } from '../core/pack/pack.ts';
import { keptLatents } from '../core/scoring/sample-score.ts';
import { ScorerPool } from '../inference/scorer-pool.ts';
import { ScoreStore } from '../store/score-store.ts';
import { CannotDo } from './cannot-do.ts';
import { Findings } from './findings.ts';
import { asCannotDo, findInput, isReadError, openInput, type Input } from './input.ts';
import { toJsonLine } from './json-report.ts';
import type { ScanOptions } from './options.ts';
import { findPack, readLatents, startPool } from './open-pack.ts';
import { Output } from './output.ts';
import { findFittingFeatures } from './own-features.ts';
import { toPlainText } from './plain-text.ts';
import { Project } from './project.ts';
import { ProgressBar } from './progress-bar.ts';
import { readFileLines } from './read-file-lines.ts';
import { scanLines, type ScanContext } from './scan-lines.ts';
import { RecentScores, scoreOnce, type ScoreSample, type Scores } from './score-once.ts';
import { describeFindings } from './text-report.ts';

/** The findings that a text report lists; the rest is counted. */
const listedFindings = 1000;

/**
 * Scans the files and reports.
 * @returns the exit code: 0 nothing is flagged, 1 something is.
 * @throws {CannotDo} when the scan could not be made, or a sample could not be scored and none is flagged.
 */
export async function scan(options: ScanOptions, signal: AbortSignal): Promise<0 | 1> {
  const inputs: Input[] = [];
  for (const file of options.files) inputs.push(await findInput(file));
  const packFolder = await findPack(options.pack);
  const bar = new ProgressBar(
    process.stderr,
    process.stderr.isTTY && !(options.report === 'json' && process.stdout.isTTY),
  );
  const pool = new ScorerPool({
    packFolder,
    workers: options.workers,
    maxTokens: options.maxTokens,
  });
  const onAbort = (): void => void pool.dispose();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    bar.say('Loading the model …');
    const pack = await startPool(pool, signal);
    if (pool.warning !== null) {
      bar.clear();
      process.stderr.write(`latent-lint: ${pool.warning}\n`);
    }
    const latents = await readLatents(packFolder, pack, options.latents);
    const own = await findFittingFeatures(options.features, pack);
    const run = new ScanRun({ options, pack, latents, own, pool, bar, signal });
    return await run.scanAll(inputs);
  } finally {
    bar.clear();
    signal.removeEventListener('abort', onAbort);
    await pool.dispose();
  }
}

interface ScanParts {
  readonly options: ScanOptions;
  readonly pack: Pack;
  readonly latents: LatentsShown | null;
  readonly own: readonly OwnFeature[];
  readonly pool: ScorerPool;
  readonly bar: ProgressBar;
  readonly signal: AbortSignal;
}

/** One run of the command over all its files. */
class ScanRun {
  readonly #options: ScanOptions;
  readonly #pack: Pack;
  readonly #latents: LatentsShown | null;
  readonly #own: readonly OwnFeature[];
  readonly #pool: ScorerPool;
  readonly #bar: ProgressBar;
  readonly #signal: AbortSignal;
  readonly #output = new Output(process.stdout);
  readonly #findings = new Findings(listedFindings);
  readonly #project = new Project((sentence) => this.#warn(sentence));
  /** Those that counted for a file. */
  readonly #thresholds = new Set<number>();
  /** Of each file: own samples that count as ordinary. */
  readonly #ownOrdinary: number[] = [];
  #notScored = 0;

  constructor({ options, pack, latents, own, pool, bar, signal }: ScanParts) {
    this.#options = options;
    this.#pack = pack;
    this.#latents = latents;
    this.#own = own;
    this.#pool = pool;
    this.#bar = bar;
    this.#signal = signal;
  }

  async scanAll(inputs: readonly Input[]): Promise<0 | 1> {
    const store = await this.#openStore();
    try {
      // Scores with latents or vectors take more room, so fewer are kept.
      const large = this.#latents !== null || this.#own.length > 0;
      const recent = new RecentScores(large ? 20_000 : undefined);
      const score = scoreOnce(store ?? recent, (turns) => this.#score(turns));
      for (const input of inputs) await this.#scanInput(input, score);
    } finally {
      await store?.flush();
    }
    this.#bar.clear();
    if (this.#options.report === 'text') await this.#output.write(this.#describe());
    await this.#output.finish();
    if (this.#findings.total > 0) return 1;
    if (this.#notScored > 0) {
      throw new CannotDo(`Samples that could not be scored: ${this.#notScored}.`);
    }
    return 0;
  }

  async #openStore(): Promise<(Scores & ScoreStore) | null> {
    const { store: folder, maxTokens } = this.#options;
    if (folder === null) return null;
    const store = new ScoreStore({
      folder,
      pack: this.#pack,
      maxTokens,
      latents: this.#latents !== null,
      vectors: this.#own.length > 0,
      log: (message) => this.#warn(message),
    });
    await store.load();
    return store;
  }

  #warn(sentence: string): void {
    this.#bar.clear();
    process.stderr.write(`latent-lint: ${sentence}\n`);
  }

  async #score(turns: Parameters<ScoreSample>[1]): ReturnType<ScoreSample> {
    // Whoever aborts the scan disposes the pool, which ends all that waits.
    const outcome = await this.#pool.score(turns, {
      latents: this.#latents === null ? 0 : keptLatents,
      vectors: this.#own.length > 0,
    });
    if (outcome.kind === 'failure' && outcome.failure.reason !== 'nothing-to-score') {
      if (this.#pool.state === 'failed') throw new CannotDo(this.#pool.failure);
      this.#notScored += 1;
    }
    return outcome;
  }

  async #scanInput(input: Input, score: ScoreSample): Promise<void> {
    const { ignore, threshold: asked, inputFormat } = this.#options;
    const decisions = await this.#project.decisions(input.name, ignore, this.#pack);
    const { ignores, off, threshold: own, pack } = decisions;
    const threshold = asked ?? own ?? this.#pack.risk.thresholds.warning;
    this.#thresholds.add(threshold);
    this.#ownOrdinary.push(decisions.ownOrdinary);
    const context: ScanContext = {
      file: input.name,
      inputFormat,
      pack,
      threshold,
      off,
      ignores,
      score,
      latents: this.#latents,
      own: this.#own,
    };
    const stream = openInput(input, process.stdin, this.#signal);
    const name = toPlainText(input.name);
    this.#bar.restart();
    let lines = 0;
    try {
      for await (const { result, bytesRead } of scanLines(readFileLines(stream), context)) {
        lines += 1;
        this.#findings.add(result);
        if (this.#options.report === 'json') await this.#output.write(toJsonLine(result));
        const share = input.size === null ? null : bytesRead / Math.max(1, input.size);
        this.#bar.show({ name, lines, findings: this.#findings.total, share });
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      throw isReadError(error) ? asCannotDo(input.name, error) : error;
    } finally {
      stream.destroy();
    }
  }

  #describe(): string {
    const { isTTY, columns } = process.stdout;
    return describeFindings(this.#findings, {
      pack: this.#pack,
      thresholds: [...this.#thresholds],
      latents: this.#latents?.known ?? [],
      own: this.#own,
      ownOrdinary: this.#ownOrdinary,
      colour: isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
      width: columns > 0 ? columns : 100,
    });
  }
}
