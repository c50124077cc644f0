import { performance } from 'node:perf_hooks';
import { ranks, type Rank } from './scorer.ts';

interface Flight {
  readonly controller: AbortController;
  readonly rank: Rank;
  /** On the clock of `performance.now()`. */
  readonly started: number;
}

/** The samples that are with the scorer, by content hash. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  get size(): number {
    return this.#flights.size;
  }

  /** To look up what is under way. */
  get byHash(): ReadonlyMap<string, unknown> {
    return this.#flights;
  }

  begin(hash: string, rank: Rank): AbortController {
    const controller = new AbortController();
    this.#flights.set(hash, { controller, rank, started: performance.now() });
    return controller;
  }

  end(hash: string, controller: AbortController): void {
    if (this.#flights.get(hash)?.controller === controller) this.#flights.delete(hash);
  }

  /** Gives up what is no longer wanted. */
  keep(isWanted: (hash: string) => boolean): void {
    for (const hash of [...this.#flights.keys()]) if (!isWanted(hash)) this.#abort(hash);
  }

  /**
   * Gives up the oldest flight of a lower rank that has taken longer than `patience` milliseconds: one huge
   * sample must not keep the line that is being typed waiting. It stays pending and is begun anew later.
   */
  makeRoom(rank: Rank, patience: number): void {
    const latest = performance.now() - patience;
    for (const [hash, flight] of this.#flights) {
      if (ranks.indexOf(flight.rank) <= ranks.indexOf(rank) || flight.started > latest) continue;
      this.#abort(hash);
      return;
    }
  }

  #abort(hash: string): void {
    this.#flights.get(hash)?.controller.abort();
    this.#flights.delete(hash);
  }
}
