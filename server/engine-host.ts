import { fileURLToPath } from 'node:url';
import type { Log } from './features/context.ts';
import type { EngineStatus } from './features/status.ts';
import { ScorerPool } from './inference/scorer-pool.ts';
import { Outcomes } from './scan/outcomes.ts';
import type { Engine } from './scan/scanner.ts';
import type { Settings } from './settings.ts';
import { ScoreStore } from './store/score-store.ts';

export interface EngineHostOptions {
  /** Folder of the score store; null keeps scores in memory. */
  readonly storageFolder: string | null;
  /** Folder of the pack that comes with the server. */
  readonly packFolder: string | null;
  readonly log: Log;
  /** The engine to use from now on; null while there is none. */
  readonly onEngine: (engine: Engine | null) => void;
  /** The engine cannot score any more, but what is known stays. */
  readonly onHalt: () => void;
  readonly onStatus: () => void;
}

type EngineSettings = Pick<Settings, 'pack' | 'workers' | 'maxTokens'>;

/** Holds the pack, the scoring processes and the store, and replaces them when their settings change. */
export class EngineHost {
  readonly #options: EngineHostOptions;
  #key = '';
  #pool: ScorerPool | null = null;
  #store: ScoreStore | null = null;
  #status: EngineStatus = { state: 'off', message: 'Scoring is off.', workers: 0 };

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /** Starts, or starts anew when one of these settings is another one. Resolves when it is ready or failed. */
  async start(settings: EngineSettings): Promise<void> {
    const folder =
      settings.pack === '' ? (this.#options.packFolder ?? bundledPack()) : settings.pack;
    const key = JSON.stringify([folder, settings.workers, settings.maxTokens]);
    if (key === this.#key) return;
    this.#key = key;
    await this.#stop();
    if (this.#key !== key) return;
    const pool = this.#newPool(folder, settings);
    this.#pool = pool;
    this.#report({ state: 'starting', message: 'The model is being loaded.', workers: pool.size });
    try {
      await this.#begin(pool, settings.maxTokens);
    } catch (error) {
      if (this.#pool === pool)
        this.#fail(error instanceof Error ? error.message : 'Unknown error.');
    }
  }

  /** Forgets all stored scores of this pack. */
  async clear(): Promise<void> {
    await this.#store?.clear();
  }

  async dispose(): Promise<void> {
    this.#key = 'disposed';
    await this.#stop();
  }

  /** At the very end of the process: keeps what was not written yet. */
  flushSync(): void {
    this.#store?.flushSync();
  }

  #newPool(packFolder: string, { workers, maxTokens }: EngineSettings): ScorerPool {
    const { log } = this.#options;
    const pool = new ScorerPool({ packFolder, workers, maxTokens, log: (text) => log.info(text) });
    pool.on('workerReady', (pid) => log.info(`Scoring process ${pid} is ready.`));
    pool.on('workerDied', (pid, reason) => log.warn(`Scoring process ${pid} ended: ${reason}.`));
    pool.on('failed', (message) => {
      if (this.#pool === pool) this.#fail(message);
    });
    return pool;
  }

  async #begin(pool: ScorerPool, maxTokens: number): Promise<void> {
    const pack = await pool.start();
    if (this.#pool !== pool) return;
    const { storageFolder, log } = this.#options;
    const store = new ScoreStore({
      folder: storageFolder,
      pack,
      maxTokens,
      log: (text) => log.warn(text),
    });
    await store.load();
    if (this.#pool !== pool) return;
    this.#store = store;
    log.info(`Pack ${pack.name} ${pack.version} is ready; ${store.size} stored scores.`);
    const message = `Scoring with ${pack.name} ${pack.version}.`;
    this.#report({ state: 'ready', message, workers: pool.size });
    const outcomes = new Outcomes(pack, store);
    this.#options.onEngine({ outcomes, scorer: pool, capacity: pool.size + 1 });
  }

  async #stop(): Promise<void> {
    const [pool, store] = [this.#pool, this.#store];
    this.#pool = null;
    this.#store = null;
    if (pool === null) return;
    this.#options.onEngine(null);
    await Promise.all([pool.dispose(), store?.flush()]);
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

/** The pack beside the server's own code: `dist/server.cjs` and `packs/` are neighbours. */
function bundledPack(): string {
  return fileURLToPath(new URL('../packs/smollm2-135m', import.meta.url));
}
