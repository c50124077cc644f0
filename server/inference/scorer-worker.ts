import { fork, type ChildProcess } from 'node:child_process';
import type { Job } from './job.ts';
import { readFromScorer, type FromScorer, type ToScorer } from './messages.ts';

const stderrKept = 2000;

export interface WorkerEvents {
  readonly onMessage: (worker: ScorerWorker, message: FromScorer) => void;
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
  #stderr = '';
  #gone = false;

  /** The job in flight. */
  job: Job | null = null;
  /** Whether the pack is loaded. */
  ready = false;
  /** Whether the pool ended it on purpose: its end is no accident. */
  retired = false;
  /** The most resident memory, in bytes, that it may use before it is replaced. */
  rssLimit = Number.POSITIVE_INFINITY;

  constructor(scorerPath: string, packFolder: string, events: WorkerEvents) {
    this.#child = fork(scorerPath, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.on('message', (raw) => {
      const message = readFromScorer(raw);
      if (message !== null && !this.#gone) events.onMessage(this, message);
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-stderrKept);
    });
    this.#exited = new Promise((resolve) => {
      const end = (reason: string): void => {
        if (this.#gone) return;
        this.#gone = true;
        resolve();
        events.onExit(this, reason);
      };
      this.#child.on('error', (error) => {
        // A process that never started has no exit; one that cannot be reached is ended and then exits.
        if (this.#child.pid === undefined) end(error.message);
        else this.#child.kill('SIGKILL');
      });
      this.#child.on('exit', (code, signal) => end(signal ?? `exit code ${code ?? 'unknown'}`));
    });
    this.send({ kind: 'load', packFolder });
  }

  /** The process id while the process lives. */
  get pid(): number | undefined {
    return this.#gone ? undefined : this.#child.pid;
  }

  /** The process id, also after the end; 0 when it never started. */
  get lastPid(): number {
    return this.#child.pid ?? 0;
  }

  /** The end of what the process wrote to its standard error; it never holds a sample's text. */
  get stderr(): string {
    return this.#stderr.trim();
  }

  /** Whether it could take a job now. */
  get idle(): boolean {
    return this.ready && !this.retired && !this.#gone && this.job === null;
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
}
