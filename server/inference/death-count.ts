/** Waits before a dead worker is replaced, in ms, by the number of deaths in a row. */
const waits = [20, 100, 400, 1600];
const mostWhileLoading = 3;
const mostInARow = 8;

/** Counts how often scoring processes die, to tell one bad sample from a machine on which nothing runs. */
export class DeathCount {
  #sinceLoaded = 0;
  #sinceScored = 0;

  loaded(): void {
    this.#sinceLoaded = 0;
  }

  scored(): void {
    this.#sinceScored = 0;
  }

  /** @param ready whether the process had loaded the pack before it died. */
  died(ready: boolean): void {
    if (!ready) this.#sinceLoaded++;
    this.#sinceScored++;
  }

  /** How long to wait before the next start, in ms, at most 1,600. */
  get wait(): number {
    const deaths = Math.max(this.#sinceLoaded, this.#sinceScored, 1);
    return waits[Math.min(deaths, waits.length) - 1] ?? 0;
  }

  /** One sentence when another start would not help, null otherwise. */
  get verdict(): string | null {
    if (this.#sinceLoaded >= mostWhileLoading) {
      return 'The scoring process ended again and again while it loaded the model.';
    }
    if (this.#sinceScored >= mostInARow) {
      return 'The scoring process ended again and again without scoring a sample.';
    }
    return null;
  }
}
