import { Worker } from 'node:worker_threads';
import type { FromProjector, ProjectionJob, ResultOf } from './messages.ts';

export interface RunOptions {
  /** Ends the job at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told the share that is done, 0..1, at most a hundred times. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Makes projections on threads, so that the thread that answers the editor stays free. Each job has a thread of
 * its own. Slow jobs (UMAP, and how far a map may be trusted) wait for each other, quick ones start at once.
 */
export class Projector {
  readonly #threadPath: string;
  readonly #disposed = new AbortController();
  readonly #endings = new Set<Promise<unknown>>();
  /** Settles when the last slow job that was asked for is over. */
  #lastSlow: Promise<void> = Promise.resolve();

  /** @param options.threadPath the bundled `projector-thread.ts`. */
  constructor(options: { readonly threadPath: string }) {
    this.#threadPath = options.threadPath;
  }

  /**
   * The memory of the vectors is shared with the thread: rows that change meanwhile may count as before or after.
   *
   * @throws the reason of the signal, or an error with one sentence when the thread fails or the projector is
   * disposed of.
   */
  async run<J extends ProjectionJob>(job: J, options: RunOptions = {}): Promise<ResultOf<J>> {
    const { signal: given, onProgress } = options;
    const { signal: disposed } = this.#disposed;
    const signal = given === undefined ? disposed : AbortSignal.any([given, disposed]);
    signal.throwIfAborted();
    if (!isSlow(job)) return this.#runThread(job, signal, onProgress);
    const before = this.#lastSlow;
    const mine = unlessAborted(before, signal).then(() => this.#runThread(job, signal, onProgress));
    // A job that is cancelled while it waits lets the next one wait for those before it only.
    const settled = mine.then(ignore, ignore);
    this.#lastSlow = before.then(() => settled);
    return mine;
  }

  /** Ends all jobs; resolves when their threads are gone. */
  async dispose(): Promise<void> {
    this.#disposed.abort(new Error('The projection was stopped.'));
    await Promise.all(this.#endings);
  }

  async #runThread<J extends ProjectionJob>(
    job: J,
    signal: AbortSignal,
    onProgress: RunOptions['onProgress'],
  ): Promise<ResultOf<J>> {
    const worker = new Worker(this.#threadPath);
    try {
      worker.postMessage(job);
      return await unlessAborted(resultOf<ResultOf<J>>(worker, onProgress), signal);
    } finally {
      this.#end(worker);
    }
  }

  #end(worker: Worker): void {
    const ending = worker.terminate().finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }
}

function isSlow(job: ProjectionJob): boolean {
  switch (job.kind) {
    case 'layout':
      return job.projection === 'umap';
    case 'place':
      return job.model.kind === 'umap';
    case 'quality':
      return true;
    case 'topics':
    case 'figures':
    case 'agreement':
    case 'recalibration':
      return false;
  }
}

/** What the thread sends as its result; rejects when it ends before. */
function resultOf<Result>(worker: Worker, onProgress: RunOptions['onProgress']): Promise<Result> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromProjector<Result>) => {
      if (message.kind === 'progress') onProgress?.(message.share);
      else resolve(message.result);
    });
    worker.on('messageerror', () => reject(new Error('The result of the projection got lost.')));
    worker.on('error', (error) => reject(new Error(`The projection failed: ${error.message}`)));
    worker.on('exit', (code) =>
      reject(new Error(`The projection ended before it was done (code ${code}).`)),
    );
  });
}

/** Rejects with the signal's reason as soon as it is aborted. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => {
      const reason: unknown = signal.reason;
      reject(reason instanceof Error ? reason : new Error('The projection was stopped.'));
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { signal: listening.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    listening.abort();
  }
}

function ignore(): void {
  // Whoever asked for the job is told how it went; those who wait for it need not know.
}
