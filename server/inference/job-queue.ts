import type { Job } from './job.ts';

/** The samples that wait for a worker, of which callers keep few: taking one is linear in the queue. */
export class JobQueue {
  readonly #jobs = new Map<number, Job>();

  add(job: Job): void {
    this.#jobs.set(job.id, job);
  }

  /** Forgets a job, if it was waiting. */
  remove(job: Job): void {
    this.#jobs.delete(job.id);
  }

  /** Removes and returns the job with the highest priority, the oldest of equals. */
  take(): Job | undefined {
    let best: Job | undefined;
    for (const job of this.#jobs.values()) {
      if (best === undefined || goesFirst(job, best)) best = job;
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

function goesFirst(a: Job, b: Job): boolean {
  return a.priority > b.priority || (a.priority === b.priority && a.id < b.id);
}
