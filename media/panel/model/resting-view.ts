import type { Viewport } from '../plot/scene.ts';

/** The plot moves by itself, and the page is told when it rests: it would be drawn anew for every step. */
const restMilliseconds = 200;

/** Where a plot that is being moved is now, until it rests and everybody knows. */
export class RestingView {
  readonly #rests: (viewport: Viewport) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #viewport: Viewport | null = null;

  constructor(rests: (viewport: Viewport) => void) {
    this.#rests = rests;
  }

  /** The view of a plot that does not rest yet. */
  get viewport(): Viewport | null {
    return this.#viewport;
  }

  move(viewport: Viewport): void {
    this.forget();
    this.#viewport = viewport;
    this.#timer = setTimeout(() => {
      this.forget();
      this.#rests(viewport);
    }, restMilliseconds);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#viewport = null;
  }
}
