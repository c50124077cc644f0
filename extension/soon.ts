/**
 * Does some work soon after it was asked for. However often that is, there is one run at a time; what is asked
 * for during a run brings one more run after it.
 */
export class Soon {
  readonly #work: () => Promise<void>;
  readonly #delay: number;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #again = false;
  #disposed = false;

  constructor(work: () => Promise<void>, delay: number) {
    this.#work = work;
    this.#delay = delay;
  }

  ask(): void {
    if (this.#running) {
      this.#again = true;
    } else if (!this.#disposed) {
      this.#timer ??= setTimeout(() => this.#run(), this.#delay);
    }
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  #run(): void {
    this.#timer = undefined;
    this.#running = true;
    void this.#work().finally(() => {
      this.#running = false;
      if (this.#again) {
        this.#again = false;
        this.ask();
      }
    });
  }
}
