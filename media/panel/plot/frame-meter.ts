/** One frame: when it began, and how long it took to draw, both in milliseconds of `performance.now()`. */
interface Frame {
  readonly at: number;
  readonly took: number;
}

declare global {
  interface Window {
    /** Set this to an empty array before the plot draws, and every frame that it draws is noted here. */
    latentLintFrames?: Frame[];
  }
}

const most = 100_000;

/**
 * Notes frames for measurements, and does nothing unless the page has `window.latentLintFrames`. Frames a second
 * follow from `at`; `took` leaves out what the browser and the graphics card do afterwards.
 */
export class FrameMeter {
  #began = 0;

  begin(): void {
    this.#began = performance.now();
  }

  end(): void {
    const frames = window.latentLintFrames;
    if (frames === undefined || frames.length >= most) return;
    frames.push({ at: this.#began, took: performance.now() - this.#began });
  }
}
