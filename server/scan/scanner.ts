import type { Keywords } from '../core/keywords/keywords.ts';
import type { FeatureSpace } from '../core/own-features/fit-feature.ts';
import type { Comparison } from '../core/own-features/make-direction.ts';
import type { Latent, LatentsShown } from '../core/pack/latents.ts';
import type { Reference } from '../core/pack/read-reference.ts';
import type { ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';
import type { FileScan } from './file-scan.ts';
import { Flights } from './flights.ts';
import type { Outcomes } from './outcomes.ts';
import { readTurns } from './read-summary.ts';
import { priorities, ranks, type Rank, type Scorer } from './scorer.ts';
import { TimeSlice } from '../time-slice.ts';

/** A pack that is loaded, with what is known and who scores. */
export interface ScanEngine {
  readonly outcomes: Outcomes;
  readonly scorer: Scorer;
  /** Samples to have under way at once: enough that no scoring process waits. */
  readonly capacity: number;
  readonly latents: EngineLatents;
  readonly directions: EngineDirections;
  readonly features: EngineFeatures;
}

/** What features of one's own need of the pack. All reject with one sentence for people. */
export interface EngineFeatures {
  space(): Promise<FeatureSpace & { readonly comparison: Comparison }>;
  reference(): Promise<Reference>;
  /** The classifier of words; null when the pack comes without one. */
  keywords(): Promise<Keywords | null>;
}

/** The directions of the pack. */
export interface EngineDirections {
  /** `[1 + features, width]`, unit rows; row 0 is the risk. Rejects with one sentence for people. */
  load(): Promise<Float32Array>;
}

/** The latents of the pack. */
export interface EngineLatents {
  /** All of them, by id. Rejects with one sentence for people when the pack has no autoencoder that fits it. */
  load(): Promise<readonly Latent[]>;
  /** Directions of the latents, unit rows; null when the pack does not come with them. Rejects as `load` does. */
  decoder(): Promise<{ row(latent: number): ArrayLike<number> } | null>;
  /** Those that scores come with; null when they come with none. */
  readonly shown: LatentsShown | null;
}

/** How many samples of a rank may go beyond the capacity: what is urgent does not wait for what is not. */
const beyondCapacity: Readonly<Record<Rank, number>> = { edited: 16, visible: 2, rest: 0 };

export interface ScanListener {
  /** Something about the file changed; often called, so it has to be cheap. */
  changed(file: FileScan): void;
  /** Every sample of the file has its outcome. */
  finished(file: FileScan): void;
  /** Something failed that should not; `where` is a word or two, never a sample's text. */
  failed(where: string, error: unknown): void;
}

/** Reads and scores the open files: edited lines first, then those on screen, then the rest. */
export class Scanner {
  readonly #files = new Map<string, FileScan>();
  readonly #listener: ScanListener;
  readonly #flights = new Flights();
  readonly #patience: number;
  #engine: ScanEngine | null = null;
  #paused = false;
  #halted = false;
  #reading = false;
  #goesOn = false;

  /** @param patience How long a sample may hold up one of a higher rank, in milliseconds. */
  constructor(listener: ScanListener, patience = 500) {
    this.#listener = listener;
    this.#patience = patience;
  }

  get files(): ReadonlyMap<string, FileScan> {
    return this.#files;
  }

  get engine(): ScanEngine | null {
    return this.#engine;
  }

  get paused(): boolean {
    return this.#paused;
  }

  add(file: FileScan): void {
    this.#files.set(file.uri, file);
  }

  remove(uri: string): void {
    this.#files.delete(uri);
    this.wake();
  }

  /** Sets the pack to score with, or none. What another pack said of the samples is forgotten. */
  use(engine: ScanEngine | null): void {
    const hadEngine = this.#engine !== null;
    this.#engine = engine;
    this.#halted = false;
    this.#flights.keep(() => false);
    for (const file of this.#files.values()) {
      if (hadEngine) file.forgetReadings();
      else file.lookUpAll();
    }
    this.wake();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    for (const file of this.#files.values()) this.#listener.changed(file);
    this.wake();
  }

  /** Nothing can be scored any more with this engine; what is known stays. */
  halt(): void {
    this.#halted = true;
  }

  /** Something may have to be done: a file was opened, changed, released or closed. */
  wake(): void {
    this.#guard(() => this.#dropUnwanted());
    if (this.#reading) return;
    this.#reading = true;
    this.#read().catch((error: unknown) => {
      this.#reading = false;
      this.#listener.failed('scan', error);
    });
  }

  async #read(): Promise<void> {
    const slice = new TimeSlice();
    for (;;) {
      let read = false;
      for (const file of this.#files.values()) {
        const outcomes = this.#engine?.outcomes ?? null;
        // A file at a time would let a large one keep the others waiting.
        while (file.readable && !slice.over && file.readNext(outcomes)) read = true;
        if (slice.over) {
          this.#step();
          await slice.rest();
        }
      }
      if (!read && !this.#hasReadable()) break;
    }
    this.#reading = false;
    this.#step();
  }

  #hasReadable(): boolean {
    for (const file of this.#files.values()) if (file.readable) return true;
    return false;
  }

  /** Gives the scorer more to do, and tells how far the files are. */
  #step(): void {
    this.#guard(() => this.#submit());
    for (const file of this.#files.values()) this.#guard(() => this.#tell(file));
  }

  #tell(file: FileScan): void {
    this.#listener.changed(file);
    if (this.#engine === null || file.announced || !file.finished) return;
    file.announced = true;
    this.#listener.finished(file);
  }

  /** What fails here has nobody who waits for it, and would end the process. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#listener.failed('scan', error);
    }
  }

  #submit(): void {
    const engine = this.#engine;
    if (engine === null || this.#paused || this.#halted) return;
    const slice = new TimeSlice();
    for (;;) {
      if (slice.over) {
        this.#goOn(slice);
        return;
      }
      const next = this.#next(engine.capacity);
      if (next === null) return;
      const known = engine.outcomes.get(next.hash);
      if (known !== undefined) {
        for (const file of this.#files.values()) file.resolve(next.hash, known, engine.outcomes);
        continue;
      }
      const turns = readTurns(next.file.pending.line(next.hash)?.text, next.file.settings);
      if (turns === null) {
        const failure = { reason: 'failed', message: 'The line could not be read again.' } as const;
        this.#resolve(next.hash, { kind: 'failure', failure }, engine);
        continue;
      }
      this.#score(next.hash, turns, next.rank, engine).catch((error: unknown) =>
        this.#listener.failed('scoring', error),
      );
    }
  }

  /** Goes on after others have had their turn: thousands of samples may be known already. */
  #goOn(slice: TimeSlice): void {
    if (this.#goesOn) return;
    this.#goesOn = true;
    const goOn = slice.rest().then(() => {
      this.#goesOn = false;
      this.#step();
    });
    goOn.catch((error: unknown) => this.#listener.failed('scan', error));
  }

  #next(capacity: number): { file: FileScan; hash: string; rank: Rank } | null {
    for (const rank of ranks) {
      if (this.#flights.size >= capacity + beyondCapacity[rank]) continue;
      for (const file of this.#files.values()) {
        const hash = file.active ? file.nextSample(rank, this.#flights.byHash) : null;
        if (hash !== null) return { file, hash, rank };
      }
    }
    return null;
  }

  async #score(
    hash: string,
    turns: readonly ScoredTurn[],
    rank: Rank,
    engine: ScanEngine,
  ): Promise<void> {
    if (this.#flights.size >= engine.capacity) this.#flights.makeRoom(rank, this.#patience);
    const controller = this.#flights.begin(hash, rank);
    let outcome: ScoreOutcome;
    try {
      const options = { signal: controller.signal, priority: priorities[rank] };
      outcome = await engine.scorer.score(turns, options);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#listener.failed('scoring', error);
      const failure = { reason: 'failed', message: 'The model could not be run.' } as const;
      outcome = { kind: 'failure', failure };
    }
    if (engine !== this.#engine) return;
    this.#flights.end(hash, controller);
    this.#resolve(hash, outcome, engine);
    this.#step();
  }

  #resolve(hash: string, outcome: ScoreOutcome, engine: ScanEngine): void {
    // A score that cannot be kept is shown nevertheless: else its sample would be scored again and again.
    this.#guard(() => engine.outcomes.set(hash, outcome));
    for (const file of this.#files.values()) {
      this.#guard(() => {
        const waited = file.resolve(hash, outcome, engine.outcomes);
        if (waited && outcome.kind === 'score') file.scoredNow += 1;
      });
    }
  }

  /** Stops the scoring of what no file waits for any more. */
  #dropUnwanted(): void {
    const files = [...this.#files.values()];
    this.#flights.keep((hash) => files.some((file) => file.active && file.pending.has(hash)));
  }
}
