import { fileURLToPath } from 'node:url';
import type { EngineStatus } from './features/status.ts';
import type { ScorerPoolOptions } from './inference/pool-options.ts';
import { ScorerPool } from './inference/scorer-pool.ts';
import { PackDirections } from './inference/load-directions.ts';
import { PackFeatures } from './inference/pack-features.ts';
import { PackLatents, withDetails } from './inference/pack-latents.ts';
import type { Log } from './log.ts';
import { Outcomes } from './scan/outcomes.ts';
import type { ScanEngine } from './scan/scanner.ts';
import type { Settings } from './settings.ts';
import { removeStoredScores, ScoreStore } from './store/score-store.ts';

export interface EngineHostOptions {
  /** Folder of the score store; null keeps scores in memory. */
  readonly storageFolder: string | null;
  /** Folder of the pack that comes with the server. */
  readonly packFolder: string | null;
  readonly log: Log;
  /** The engine to use from now on; null while there is none. */
  readonly onEngine: (engine: ScanEngine | null) => void;
  /** The engine cannot score any more, but what is known stays. */
  readonly onHalt: () => void;
  readonly onStatus: () => void;
  /** Makes the scoring processes; for tests. */
  readonly newPool?: (options: ScorerPoolOptions) => EnginePool;
}

/** What the host needs of a `ScorerPool`. */
export interface EnginePool extends Pick<
  ScorerPool,
  'size' | 'warning' | 'start' | 'score' | 'dispose'
> {
  on(event: 'workerReady', listener: (pid: number) => void): unknown;
  on(event: 'workerDied', listener: (pid: number, reason: string) => void): unknown;
  on(event: 'failed', listener: (message: string) => void): unknown;
}

/** The settings that there is one engine for: they hold for all files, so no file can have its own. */
export const engineSettings = ['pack', 'workers', 'maxTokens', 'latents'] as const;
type EngineSettings = Pick<Settings, (typeof engineSettings)[number]>;

/** Holds the pack, the scoring processes and the store, and replaces them when their settings change. */
export class EngineHost {
  readonly #options: EngineHostOptions;
  /** The settings that were asked for last; null when nothing starts any more. */
  #key: string | null = '';
  /** Grows with every start: one that had to wait goes on only if it is still the last. */
  #generation = 0;
  #pool: EnginePool | null = null;
  #store: ScoreStore | null = null;
  /** The reading of a store that is not in use yet; it never rejects. */
  #loading: Promise<void> = Promise.resolve();
  #stopping: Promise<unknown> = Promise.resolve();
  #status: EngineStatus = { state: 'off', message: 'Scoring is off.', workers: 0 };

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /**
   * Starts, or starts anew when one of these settings is another one. Resolves when it is ready or failed, or
   * when a later start has taken its place. After `dispose` it does nothing.
   */
  async start(settings: EngineSettings): Promise<void> {
    const folder =
      settings.pack === '' ? (this.#options.packFolder ?? bundledPack()) : settings.pack;
    const key = JSON.stringify([folder, ...engineSettings.map((name) => settings[name])]);
    if (this.#key === null || key === this.#key) return;
    this.#key = key;
    const generation = (this.#generation += 1);
    await this.#stop();
    if (generation !== this.#generation) return;
    const pool = this.#newPool(folder, settings);
    this.#pool = pool;
    this.#report({ state: 'starting', message: 'The model is being loaded.', workers: pool.size });
    try {
      await this.#begin(pool, folder, settings);
    } catch (error) {
      if (this.#pool === pool)
        this.#fail(error instanceof Error ? error.message : 'Unknown error.');
    }
  }

  /**
   * Forgets all stored scores, of every pack and token limit, also while there is no engine.
   * @throws {ScoresNotRemoved} with one sentence when the disk keeps some.
   */
  async clear(): Promise<void> {
    // A store that is being read would know what is removed meanwhile.
    await this.#loading;
    if (this.#store === null) await removeStoredScores(this.#options.storageFolder);
    else await this.#store.clear();
  }

  async dispose(): Promise<void> {
    this.#key = null;
    this.#generation += 1;
    await this.#stop();
  }

  /** At the very end of the process: keeps what was not written yet. */
  flushSync(): void {
    this.#store?.flushSync();
  }

  #newPool(packFolder: string, { workers, maxTokens }: EngineSettings): EnginePool {
    const { log, newPool = newScorerPool } = this.#options;
    const pool = newPool({ packFolder, workers, maxTokens, log: (text) => log.info(text) });
    pool.on('workerReady', (pid) => log.info(`Scoring process ${pid} is ready.`));
    pool.on('workerDied', (pid, reason) => log.warn(`Scoring process ${pid} ended: ${reason}.`));
    pool.on('failed', (message) => {
      if (this.#pool === pool) this.#fail(message);
    });
    return pool;
  }

  async #begin(pool: EnginePool, folder: string, settings: EngineSettings): Promise<void> {
    const { maxTokens } = settings;
    const pack = await pool.start();
    if (this.#pool !== pool) return;
    const { storageFolder, log } = this.#options;
    const latents = new PackLatents(folder, pack);
    await latents.show(settings.latents, (text) => log.info(text));
    if (this.#pool !== pool) return;
    const store = new ScoreStore({
      folder: storageFolder,
      pack,
      maxTokens,
      latents: latents.shown !== null,
      vectors: true,
      log: (text) => log.warn(text),
    });
    this.#loading = store.load();
    await this.#loading;
    if (this.#pool !== pool) return;
    this.#store = store;
    log.info(`Pack ${pack.name} ${pack.version} is ready; ${store.size} stored scores.`);
    const message = `Scoring with ${pack.name} ${pack.version}. ${pool.warning ?? ''}`.trim();
    this.#report({ state: 'ready', message, workers: pool.size });
    const outcomes = new Outcomes(pack, store);
    const scorer = withDetails(pool, latents.shown);
    const directions = new PackDirections(folder, pack);
    const features = new PackFeatures(folder, pack);
    const capacity = pool.size + 1;
    this.#options.onEngine({ outcomes, scorer, capacity, latents, directions, features });
  }

  /** Resolves when all that was started before has ended: two models at once may be more than fits. */
  async #stop(): Promise<void> {
    const [pool, store] = [this.#pool, this.#store];
    this.#pool = null;
    this.#store = null;
    if (pool !== null) {
      this.#options.onEngine(null);
      this.#stopping = Promise.all([this.#stopping, pool.dispose(), store?.flush()]);
    }
    await this.#stopping;
  }

  #fail(message: string): void {
    this.#options.log.error(message);
    this.#options.onHalt();
    this.#report({ state: 'failed', message, workers: 0 });
  }

  #report(status: EngineStatus): void {
    this.#status = status;
    this.#options.onStatus();
  }
}

function newScorerPool(options: ScorerPoolOptions): EnginePool {
  return new ScorerPool(options);
}

/** The pack beside the server's own code: `dist/server.cjs` and `packs/` are neighbours. */
function bundledPack(): string {
  return fileURLToPath(new URL('../packs/smollm2-135m', import.meta.url));
}
