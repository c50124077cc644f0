import { DeathCount } from './death-count.ts';
import type { Job } from './job.ts';
import type { ScorerReport } from './messages.ts';
import { ScorerWorker, type WorkerOptions } from './scorer-worker.ts';

interface TeamOptions extends WorkerOptions {
  readonly log: (message: string) => void;
  readonly onMessage: (worker: ScorerWorker, message: ScorerReport) => void;
  /** A process ended by accident, with the job that it ran; another takes its place. */
  readonly onDied: (pid: number, reason: string, job: Job | null) => void;
  /** Processes end again and again, so no other is started; one sentence says how. */
  readonly onBroken: (message: string) => void;
}

/** The live scoring processes of a pool. Those that die are replaced within two seconds. */
export class WorkerTeam {
  readonly #options: TeamOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #deaths = new DeathCount();
  #workers: ScorerWorker[] = [];
  #stopped = false;

  constructor(options: TeamOptions) {
    this.#options = options;
  }

  get workers(): readonly ScorerWorker[] {
    return this.#workers;
  }

  /** Starts one more process. */
  add(): void {
    if (this.#stopped) return;
    const worker = new ScorerWorker(this.#options, {
      onMessage: (from, message) => this.#onMessage(from, message),
      onExit: (from, reason) => this.#onExit(from, reason),
    });
    this.#workers.push(worker);
  }

  /** Ends a process and starts another in its place. */
  replace(worker: ScorerWorker): void {
    void worker.end();
    this.add();
  }

  /** Ends all processes and starts no other; resolves when they are gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#workers.map((worker) => worker.end()));
  }

  #onMessage(worker: ScorerWorker, message: ScorerReport): void {
    if (worker.retired || this.#stopped) return;
    if (message.kind === 'ready') this.#deaths.loaded();
    if (message.kind === 'outcome') this.#deaths.scored();
    this.#options.onMessage(worker, message);
  }

  #onExit(worker: ScorerWorker, reason: string): void {
    this.#workers = this.#workers.filter((other) => other !== worker);
    if (worker.retired || this.#stopped) return;
    this.#options.log(`A scoring process ended: ${reason}. ${worker.stderr}`.trim());
    this.#deaths.died(worker.ready);
    this.#options.onDied(worker.lastPid, reason, worker.job);
    const { verdict, wait } = this.#deaths;
    if (verdict === null) this.#addAfter(wait);
    else this.#options.onBroken(`${verdict} (${reason})`);
  }

  #addAfter(wait: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.add();
    }, wait);
    this.#timers.add(timer);
  }
}
