import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import type { EventLoopParams, EventLoopResult } from '../protocol.ts';

const resolution = 1;

/** Measures how long the event loop is held up, while somebody asks for it. */
export class EventLoopMonitor {
  #histogram: IntervalHistogram | null = null;

  answer({ action }: EventLoopParams): EventLoopResult | null {
    const seen = this.#read();
    this.#histogram?.disable();
    this.#histogram = null;
    if (action === 'start') {
      this.#histogram = monitorEventLoopDelay({ resolution });
      this.#histogram.enable();
    }
    return seen;
  }

  #read(): EventLoopResult | null {
    if (this.#histogram === null) return null;
    const { max } = this.#histogram;
    const milliseconds = (nanoseconds: number): number =>
      Math.max(0, nanoseconds / 1e6 - resolution);
    return {
      p50: milliseconds(this.#histogram.percentile(50)),
      p99: milliseconds(this.#histogram.percentile(99)),
      max: milliseconds(max),
    };
  }
}
