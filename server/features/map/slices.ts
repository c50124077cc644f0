import type { CancellationToken } from 'vscode-languageserver';
import { TimeSlice } from '../../time-slice.ts';
import { Cancelled } from '../request.ts';

/** Lets long work of a request share the event loop, and ends it when nobody waits for the answer any more. */
export class RequestSlice {
  readonly #slice = new TimeSlice();
  readonly #token: CancellationToken;

  constructor(token: CancellationToken) {
    this.#token = token;
  }

  /** To be called after each small step. @throws Cancelled */
  async rest(): Promise<void> {
    if (!this.#slice.over) return;
    await this.#slice.rest();
    if (this.#token.isCancellationRequested) throw new Cancelled();
  }

  /** Runs steps to their end. @throws Cancelled */
  async run<T>(steps: Generator<undefined, T>): Promise<T> {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      await this.rest();
    }
  }
}

/** Runs steps to their end and lets other work in between. */
export async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  const slice = new TimeSlice();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (slice.over) await slice.rest();
  }
}
