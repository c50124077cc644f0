/**
 * Work that is asked for often: one run at a time, and the next one, however often it was asked for meanwhile,
 * some time after the last one ended. Slow runs come less often, so that there is time for other things.
 */
export class Folded {
  readonly #run: () => Promise<void> | void;
  readonly #pause: number;
  #running = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #notBefore = 0;

  /**
   * @param run Handles its own errors: it neither throws nor rejects.
   * @param pause Least time between the end of a run and the next one, in milliseconds.
   */
  constructor(run: () => Promise<void> | void, pause: number) {
    this.#run = run;
    this.#pause = pause;
  }

  /** Runs soon: at once when nothing ran lately. */
  ask(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => void this.#go(), Math.max(0, this.#notBefore - Date.now()));
  }

  async #go(): Promise<void> {
    this.#timer = null;
    this.#running = true;
    const start = Date.now();
    await this.#run();
    const end = Date.now();
    this.#notBefore = end + Math.max(this.#pause, end - start);
    this.#running = false;
    if (!this.#again) return;
    this.#again = false;
    this.ask();
  }
}
