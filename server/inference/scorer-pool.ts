import { EventEmitter } from 'node:events';
import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Pack } from '../core/pack/pack.ts';
import type { ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';
import { JobQueue } from './job-queue.ts';
import { cancelled, createJob, failure, type Job } from './job.ts';
import { LoadedPack } from './loaded-pack.ts';
import type { ScorerReport } from './messages.ts';
import type { PoolEvents, PoolState, ScoreRequest, ScorerPoolOptions } from './pool-options.ts';
import type { ScorerWorker } from './scorer-worker.ts';
import { WorkerTeam } from './worker-team.ts';

/** A sample that was running when this many workers died is given up. */
const deathsPerJob = 2;
/** See `ScorerPoolOptions.patience`. */
const defaultPatience = 5 * 60_000;

/** The scoring processes of a server or a command, and the samples that wait for them. */
export class ScorerPool extends EventEmitter<PoolEvents> {
  readonly #options: ScorerPoolOptions;
  readonly #scorerPath: string;
  readonly #size: number;
  readonly #queue = new JobQueue();
  readonly #team: WorkerTeam;
  readonly #loaded = new LoadedPack();
  #state: PoolState = 'new';
  #started: Promise<Pack> | null = null;
  #onStarted: { resolve: (pack: Pack) => void; reject: (error: Error) => void } | null = null;
  #failure = '';
  #nextJob = 1;

  constructor(options: ScorerPoolOptions) {
    super();
    const { packFolder, workers, scorerPath, patience } = options;
    this.#options = options;
    this.#scorerPath = scorerPath ?? fileURLToPath(new URL('./scorer.cjs', import.meta.url));
    this.#size = workers > 0 ? workers : Math.ceil(availableParallelism() / 2);
    this.#team = new WorkerTeam({
      scorerPath: this.#scorerPath,
      packFolder,
      patience: patience ?? defaultPatience,
      log: (message) => this.#log(message),
      onMessage: (worker, message) => this.#onMessage(worker, message),
      onDied: (pid, reason, job) => {
        if (job !== null) this.#afterDeath(job);
        this.emit('workerDied', pid, reason);
      },
      onBroken: (message) => this.#fail(message),
    });
  }

  get state(): PoolState {
    return this.#state;
  }

  /** Why the pool failed, in one sentence; empty before. */
  get failure(): string {
    return this.#failure;
  }

  /** One sentence when this machine scores the pack's probe otherwise than the pack's builder; else null. */
  get warning(): string | null {
    return this.#loaded.warning;
  }

  /** Processes that the pool keeps running. */
  get size(): number {
    return this.#size;
  }

  /** Process ids of the live workers, for tests and measurements. */
  get workerPids(): number[] {
    return this.#team.workers.flatMap((worker) => worker.pid ?? []);
  }

  /**
   * Loads the pack in a first worker, then starts the others.
   * @throws Error with one sentence for people when the pack is damaged or the model cannot run here.
   */
  start(): Promise<Pack> {
    this.#started ??= this.#begin();
    return this.#started;
  }

  /**
   * Scores one sample, in a later worker if the first one dies. Does not wait for `start`.
   * @returns the score or the reason why there is none; after a failure of the pool, that failure.
   * @throws AbortError when the signal aborts or the pool is disposed.
   */
  score(turns: readonly ScoredTurn[], request: ScoreRequest = {}): Promise<ScoreOutcome> {
    if (this.#state === 'failed') return Promise.resolve(failure('failed', this.#failure));
    if (this.#state === 'disposed' || request.signal?.aborted === true) {
      return Promise.reject(cancelled());
    }
    const { job, outcome } = createJob(this.#nextJob++, turns, request, (stopped) =>
      this.#abort(stopped),
    );
    this.#queue.add(job);
    this.#dispatch();
    return outcome;
  }

  /** Rejects every sample that has no score yet and ends the processes; resolves when they are gone. */
  async dispose(): Promise<void> {
    if (this.#state !== 'failed') this.#state = 'disposed';
    this.#onStarted?.reject(cancelled());
    await this.#stop((job) => job.reject(cancelled()));
    this.#state = 'disposed';
  }

  get #running(): boolean {
    return this.#state === 'starting' || this.#state === 'ready';
  }

  async #begin(): Promise<Pack> {
    if (this.#state === 'disposed') throw cancelled();
    this.#state = 'starting';
    try {
      await access(this.#scorerPath);
    } catch {
      const message = 'The scoring program is missing from the installation.';
      this.#fail(message);
      throw new Error(message);
    }
    if (!this.#running) throw cancelled();
    return new Promise((resolve, reject) => {
      this.#onStarted = { resolve, reject };
      this.#team.add();
    });
  }

  #onMessage(worker: ScorerWorker, message: ScorerReport): void {
    if (message.kind === 'refused') this.#fail(message.message);
    else if (message.kind === 'ready') this.#onReady(worker, message);
    else this.#onFinished(worker, message);
  }

  #onReady(worker: ScorerWorker, message: Extract<ScorerReport, { kind: 'ready' }>): void {
    const known = this.warning;
    const reading = this.#loaded.accept(message);
    if (reading.kind === 'problem') {
      this.#fail(reading.message);
      return;
    }
    const { pack } = reading;
    if (this.warning !== null && known === null) this.#log(this.warning);
    worker.loaded(message.rss, pack.files['trunk.onnx'].size);
    if (this.#state === 'starting') {
      this.#state = 'ready';
      for (let count = 1; count < this.#size; count++) this.#team.add();
      this.#onStarted?.resolve(pack);
    }
    this.emit('workerReady', worker.pid ?? 0);
    this.#dispatch();
  }

  #onFinished(
    worker: ScorerWorker,
    message: Extract<ScorerReport, { kind: 'outcome' | 'cancelled' }>,
  ): void {
    const job = worker.job;
    if (job?.id !== message.job) return;
    worker.finish(message.rss);
    if (message.kind === 'outcome') job.resolve(message.outcome);
    if (worker.outgrown) {
      this.#log('A scoring process is replaced because it uses too much memory.');
      this.#team.replace(worker);
    }
    this.#dispatch();
  }

  #afterDeath(job: Job): void {
    if (job.settled) return;
    job.deaths++;
    if (job.deaths < deathsPerJob) {
      this.#queue.add(job);
      return;
    }
    const message = 'The scoring process ended twice while it scored this sample.';
    job.resolve(failure('crashed-the-scorer', message));
  }

  #abort(job: Job): void {
    this.#queue.remove(job);
    this.#team.workers.find((worker) => worker.job === job)?.send({ kind: 'cancel', job: job.id });
    job.reject(cancelled());
  }

  #dispatch(): void {
    for (const worker of this.#team.workers) {
      if (!worker.idle) continue;
      const job = this.#queue.take();
      if (job === undefined) return;
      worker.begin(job, this.#options.maxTokens);
    }
  }

  #fail(message: string): void {
    if (this.#state === 'failed' || this.#state === 'disposed') return;
    this.#state = 'failed';
    this.#failure = message;
    this.#log(message);
    this.#onStarted?.reject(new Error(message));
    void this.#stop((job) => job.resolve(failure('failed', message)));
    this.emit('failed', message);
  }

  /** Settles every job and ends the processes. */
  async #stop(settle: (job: Job) => void): Promise<void> {
    for (const { job } of this.#team.workers) if (job !== null) settle(job);
    for (const job of this.#queue.drain()) settle(job);
    await this.#team.stop();
  }

  #log(message: string): void {
    this.#options.log?.(message);
  }
}
