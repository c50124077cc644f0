import type { ProjectionJob, ResultOf } from '../../../../server/projection/messages.ts';
import type { RunOptions } from '../../../../server/projection/projector.ts';
import { runJob } from '../../../../server/projection/run-job.ts';

/** A job that waits for the test. */
export interface HeldJob {
  readonly job: ProjectionJob;
  /** Does it, on this thread. */
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** Jobs of a projector that are done when the test says so, or at once. */
export class FakeProjector {
  /** Kinds of all jobs that were asked for. */
  readonly kinds: string[] = [];
  automatic = false;
  readonly #held: HeldJob[] = [];
  #asked: (() => void) | null = null;

  run<J extends ProjectionJob>(job: J, { signal }: RunOptions = {}): Promise<ResultOf<J>> {
    this.kinds.push(job.kind);
    return new Promise((resolve, reject) => {
      // The result belongs to the kind of the job, which the compiler cannot follow.
      const finish = () => resolve(runJob(job, () => undefined) as ResultOf<J>);
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
      if (this.automatic) finish();
      else this.#held.push({ job, finish, fail: reject });
      this.#asked?.();
    });
  }

  /** The oldest job that waits, as soon as there is one. */
  async next(): Promise<HeldJob> {
    for (;;) {
      const held = this.#held.shift();
      if (held !== undefined) return held;
      await new Promise<void>((resolve) => (this.#asked = resolve));
    }
  }
}

/** Tools of the parts of a map, and the news of them. */
export class FakeTools {
  readonly projector = new FakeProjector();
  readonly failures: unknown[] = [];
  readonly kept: unknown[] = [];
  #waiting: (() => void)[] = [];

  readonly changed = (): void => {
    for (const wake of this.#waiting.splice(0)) wake();
  };
  readonly failed = (error: unknown): void => {
    this.failures.push(error);
    for (const wake of this.#waiting.splice(0)) wake();
  };
  readonly keep = (layout: unknown): void => void this.kept.push(layout);

  whenFailed(): Promise<void> {
    return this.when(() => this.failures.length > 0);
  }

  nextChange(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when something is so, which is looked at after every change and failure. */
  async when(isSo: () => boolean): Promise<void> {
    while (!isSo()) await this.nextChange();
  }
}
