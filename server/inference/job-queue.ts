import type { Job } from './job.ts';

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
