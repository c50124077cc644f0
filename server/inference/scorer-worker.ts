import { fork, type ChildProcess } from 'node:child_process';
import type { Job } from './job.ts';
import { readFromScorer, type ScorerReport, type ToScorer } from './messages.ts';
import { StandardError } from './standard-error.ts';
import { Watchdog } from './watchdog.ts';

/** What a process may use beyond twice the model, or beyond what it used after loading, in bytes. */
const memoryAllowance = 400e6;
const memoryGrowth = 200e6;

/** What a scoring process is started with. */
export interface WorkerOptions {
  readonly scorerPath: string;
  readonly packFolder: string;
  /** The longest silence while it loads or scores, in ms. */
  readonly patience: number;
}

interface WorkerEvents {
  readonly onMessage: (worker: ScorerWorker, message: ScorerReport) => void;
  /** The process is gone; `reason` says how, in a few words. Called exactly once. */
  readonly onExit: (worker: ScorerWorker, reason: string) => void;
}

/**
 * One scoring process as the pool sees it: it loads the pack, then runs one job at a time. It never
 * shares this process's standard output, which may carry the language-server protocol.
 */
export class ScorerWorker {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #watchdog: Watchdog;
  readonly #stderr = new StandardError();
  #gone = false;
  #hung = false;
  #rssLimit = Number.POSITIVE_INFINITY;
  #job: Job | null = null;

  /** Whether the pack is loaded. */
  ready = false;
  /** Whether the pool ended it on purpose: its end is no accident. */
  retired = false;
  /** Whether it uses so much memory that it should be replaced. */
  outgrown = false;

  constructor({ scorerPath, packFolder, patience }: WorkerOptions, events: WorkerEvents) {
    this.#watchdog = new Watchdog(patience, () => {
      this.#hung = true;
      this.#child.kill('SIGKILL');
    });
    this.#child = fork(scorerPath, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.on('message', (raw) => {
      const message = readFromScorer(raw);
      if (message === null || this.#gone) return;
      if (message.kind === 'progress') this.#watchdog.heard();
      else events.onMessage(this, message);
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#stderr.take(text));
    this.#exited = this.#whenGone((reason) => events.onExit(this, reason));
    this.#watchdog.watch();
    this.send({ kind: 'load', packFolder });
  }

  /** The job in flight. */
  get job(): Job | null {
    return this.#job;
  }

  /** The process id while the process lives. */
  get pid(): number | undefined {
    return this.#gone ? undefined : this.#child.pid;
  }

  /** The process id, also after the end; 0 when it never started. */
  get lastPid(): number {
    return this.#child.pid ?? 0;
  }

  /** The end of what the process wrote to its standard error, without what could be a sample's text. */
  get stderr(): string {
    return this.#stderr.words;
  }

  /** Whether it could take a job now. */
  get idle(): boolean {
    return this.ready && !this.retired && !this.#gone && this.#job === null;
  }

  /**
   * The pack is loaded, and jobs can come.
   * @param rss resident memory of the process now, in bytes.
   * @param model size of the model, in bytes.
   */
  loaded(rss: number, model: number): void {
    this.#rssLimit = Math.max(2 * model + memoryAllowance, rss + memoryGrowth);
    this.#watchdog.rest();
    this.ready = true;
  }

  /** Starts a job; the process must be idle. */
  begin(job: Job, maxTokens: number): void {
    this.#job = job;
    this.#stderr.samplesBegin();
    this.#watchdog.watch();
    const { id, turns, latents, vectors, heat } = job;
    this.send({ kind: 'score', job: id, turns, maxTokens, latents, vectors, heat });
  }

  /** The job in flight has come to its end; the process now has `rss` bytes of resident memory. */
  finish(rss: number): void {
    this.outgrown = rss > this.#rssLimit;
    this.#job = null;
    this.#watchdog.rest();
  }

  /** Sends a message; a process that can no longer be reached reports its exit instead. */
  send(message: ToScorer): void {
    if (!this.#child.connected) return;
    this.#child.send(message, (error) => {
      if (error !== null) this.#child.kill('SIGKILL');
    });
  }

  /** Ends the process at once; resolves when it is gone. It holds nothing that must be saved. */
  async end(): Promise<void> {
    this.retired = true;
    if (!this.#gone) this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** Resolves when the process is gone, or never was; tells how it ended before that. */
  #whenGone(tell: (reason: string) => void): Promise<void> {
    return new Promise((resolve) => {
      const end = (reason: string): void => {
        if (this.#gone) return;
        this.#gone = true;
        this.#watchdog.rest();
        resolve();
        tell(this.#hung ? 'it hung' : reason);
      };
      this.#child.on('error', (error) => {
        // A process that never started has no exit; one that cannot be reached is ended and then exits.
        if (this.#child.pid === undefined) end(error.message);
        else this.#child.kill('SIGKILL');
      });
      // Unlike its exit, this comes after all that it wrote.
      this.#child.on('close', (code, signal) => end(signal ?? `exit code ${code ?? 'unknown'}`));
    });
  }
}
