/**
 * Does some work soon after it was asked for. However often that is, there is one run at a time; what is asked
 * for during a run brings one more run after it.
 */
export class Soon {
  readonly #work: () => Promise<void>;
  readonly #delay: number;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #again = false;
  #disposed = false;

  /**
   * @param delay in milliseconds.
   * @param onError told of each run that failed; what is asked for later runs all the same.
   */
  constructor(work: () => Promise<void>, delay: number, onError: (error: unknown) => void) {
    this.#work = work;
    this.#delay = delay;
    this.#onError = onError;
  }

  ask(): void {
    if (this.#running) {
      this.#again = true;
    } else if (!this.#disposed) {
      this.#timer ??= setTimeout(() => void this.#run(), this.#delay);
    }
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#running = true;
    try {
      await this.#work();
    } catch (error) {
      this.#onError(error);
    }
    this.#running = false;
    if (this.#again) {
      this.#again = false;
      this.ask();
    }
  }
}
