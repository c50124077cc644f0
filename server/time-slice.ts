import { performance } from 'node:perf_hooks';

/** The longest that a loop may run before it lets other work in, in milliseconds. */
export const sliceMilliseconds = 8;

/**
 * Lets long loops share the event loop: `if (slice.over) await slice.rest();` after each small step.
 * A slice is measured from its start or from the last rest.
 */
export class TimeSlice {
  #started = performance.now();

  get over(): boolean {
    return performance.now() - this.#started >= sliceMilliseconds;
  }

  async rest(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#started = performance.now();
  }
}
