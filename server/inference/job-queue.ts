import type { ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';

/** One sample on its way through the pool. */
export interface Job {
  /** Ascending in the order of arrival. */
  readonly id: number;
  readonly turns: readonly ScoredTurn[];
  /** Jobs with a higher priority go first; asked anew whenever a worker is free. */
  readonly priority: () => number;
  /** Workers that died while they ran this job. */
  deaths: number;
  /** Whether its promise is settled: an outcome that comes later is dropped. */
  settled: boolean;
  readonly resolve: (outcome: ScoreOutcome) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The samples that wait for a worker. Taking one asks every waiting job for its priority (linear in the
 * queue, about 1 ms for 100,000 jobs), so that what the user looks at now goes first.
 */
export class JobQueue {
  readonly #jobs = new Map<number, Job>();

  get size(): number {
    return this.#jobs.size;
  }

  add(job: Job): void {
    this.#jobs.set(job.id, job);
  }

  /** Forgets a job; false when it was not waiting. */
  remove(job: Job): boolean {
    return this.#jobs.delete(job.id);
  }

  /** Removes and returns the job with the highest priority, the oldest of equals. */
  take(): Job | undefined {
    let best: Job | undefined;
    let bestPriority = 0;
    for (const job of this.#jobs.values()) {
      const priority = job.priority();
      const first =
        best === undefined ||
        priority > bestPriority ||
        (priority === bestPriority && job.id < best.id);
      if (first) {
        best = job;
        bestPriority = priority;
      }
    }
    if (best !== undefined) this.#jobs.delete(best.id);
    return best;
  }

  /** Removes and returns all jobs, the oldest first. */
  drain(): Job[] {
    const jobs = [...this.#jobs.values()].sort((a, b) => a.id - b.id);
    this.#jobs.clear();
    return jobs;
  }
}
