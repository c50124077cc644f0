/** Notices when something that must be heard of falls silent. Counts only between `watch` and `rest`. */
export class Watchdog {
  readonly #patience: number;
  readonly #onSilent: () => void;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param patience the longest silence that is borne, in ms.
   * @param onSilent called once for each `watch` that ends in a longer silence.
   */
  constructor(patience: number, onSilent: () => void) {
    this.#patience = patience;
    this.#onSilent = onSilent;
  }

  /** From now on it must be heard of. */
  watch(): void {
    this.rest();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#onSilent();
    }, this.#patience);
  }

  /** It was heard of; the silence begins anew. */
  heard(): void {
    this.#timer?.refresh();
  }

  /** It may be silent. */
  rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
