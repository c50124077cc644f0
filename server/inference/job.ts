import type { ScoredTurn, ScoreFailure, ScoreOutcome } from '../core/scoring/sample-score.ts';
import type { ScoreRequest } from './pool-options.ts';

/** One sample on its way through the pool. */
export interface Job {
  /** Ascending in the order of arrival. */
  readonly id: number;
  readonly turns: readonly ScoredTurn[];
  /** The most latents to tell the sample in. */
  readonly latents: number;
  /** Whether to tell where the sample lies, and what each of its tokens weighs. */
  readonly vectors: boolean;
  readonly heat: boolean;
  /** Jobs with a higher priority go first. */
  readonly priority: number;
  /** Workers that died while they ran this job. */
  deaths: number;
  /** Whether its promise is settled: an outcome that comes later is dropped. */
  settled: boolean;
  readonly resolve: (outcome: ScoreOutcome) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Makes a job of a sample, and the promise of its outcome, which is settled once.
 * @param onAbort called when the request's signal aborts before that.
 */
export function createJob(
  id: number,
  turns: readonly ScoredTurn[],
  { signal, priority = 0, latents = 0, vectors = false, heat = false }: ScoreRequest,
  onAbort: (job: Job) => void,
): { readonly job: Job; readonly outcome: Promise<ScoreOutcome> } {
  let resolve: Job['resolve'] = () => undefined;
  let reject: Job['reject'] = () => undefined;
  const outcome = new Promise<ScoreOutcome>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  const abort = (): void => onAbort(job);
  const settle = (finish: () => void): void => {
    if (job.settled) return;
    job.settled = true;
    signal?.removeEventListener('abort', abort);
    finish();
  };
  const job: Job = {
    id,
    turns,
    latents,
    vectors,
    heat,
    priority,
    deaths: 0,
    settled: false,
    resolve: (value) => settle(() => resolve(value)),
    reject: (reason) => settle(() => reject(reason)),
  };
  signal?.addEventListener('abort', abort, { once: true });
  return { job, outcome };
}

/** The outcome of a sample that gets no score. */
export function failure(reason: ScoreFailure['reason'], message: string): ScoreOutcome {
  return { kind: 'failure', failure: { reason, message } };
}

/** What the promise of a sample that nobody waits for any more is rejected with. */
export function cancelled(): Error {
  return new DOMException('Scoring was cancelled.', 'AbortError');
}
