import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Pack } from '../../server/core/pack/pack.ts';
import type { ScoreOutcome } from '../../server/core/scoring/sample-score.ts';
import { EngineHost, type EnginePool } from '../../server/engine-host.ts';
import type { PoolEvents, ScorerPoolOptions } from '../../server/inference/pool-options.ts';
import { ScoreStore } from '../../server/store/score-store.ts';
import { tinyPack } from './scan/tiny-pack.ts';

class FakePool extends EventEmitter<PoolEvents> implements EnginePool {
  readonly size = 1;
  readonly warning = null;
  readonly folder: string;
  state: 'new' | 'started' | 'disposed' = 'new';

  constructor({ packFolder }: ScorerPoolOptions) {
    super();
    this.folder = packFolder;
  }

  start(): Promise<Pack> {
    this.state = 'started';
    return Promise.resolve(tinyPack(1));
  }

  score(): Promise<ScoreOutcome> {
    return Promise.reject(new Error('Nothing is scored here.'));
  }

  async dispose(): Promise<void> {
    // The processes of a pool take a moment to end.
    await new Promise((resolve) => setImmediate(resolve));
    this.state = 'disposed';
  }
}

describe('the engine host', () => {
  let pools: FakePool[];
  let host: EngineHost;

  let storageFolder: string;

  beforeEach(async () => {
    pools = [];
    storageFolder = await mkdtemp(path.join(tmpdir(), 'latent-lint-host-'));
    const nothing = (): void => undefined;
    host = new EngineHost({
      storageFolder,
      packFolder: null,
      log: { error: nothing, warn: nothing, info: nothing },
      onEngine: nothing,
      onHalt: nothing,
      onStatus: nothing,
      newPool: (options) => {
        expect(pools.every(({ state }) => state === 'disposed')).toBe(true);
        const pool = new FakePool(options);
        pools.push(pool);
        return pool;
      },
    });
  });

  afterEach(async () => rm(storageFolder, { recursive: true, force: true }));

  const settings = (pack: string) => ({ pack, workers: 1, maxTokens: 100, latents: 0 });
  const running = () => pools.filter(({ state }) => state === 'started').map((pool) => pool.folder);

  test('settings that change to and fro while it stops leave one pool', async () => {
    await host.start(settings('a'));
    await Promise.all(['b', 'a', 'b', 'c', 'b'].map((pack) => host.start(settings(pack))));
    expect(running()).toEqual(['b']);
    expect(host.status.state).toBe('ready');
  });

  test('the first settings may change to and fro as well', async () => {
    await Promise.all(['a', 'b', 'a'].map((pack) => host.start(settings(pack))));
    expect(running()).toEqual(['a']);
  });

  test('equal settings start nothing anew', async () => {
    await host.start(settings('a'));
    await host.start(settings('a'));
    expect(pools).toHaveLength(1);
  });

  /** Keeps a score on the disk, as an earlier session did. */
  async function keepScore(): Promise<void> {
    const store = new ScoreStore({ folder: storageFolder, pack: tinyPack(1), maxTokens: 100 });
    const counts = { tokens: 1, trainedTokens: 1, scoredTokens: 1 };
    const ranges = { sentence: null, phrase: null };
    store.set('hash', {
      basis: 'trained',
      riskCosine: 0,
      featureCosines: [0],
      ...ranges,
      ...counts,
    });
    await store.flush();
    expect(await readdir(storageFolder)).toHaveLength(1);
  }

  test('stored scores are forgotten without an engine', async () => {
    await keepScore();
    await host.clear();
    expect(await readdir(storageFolder)).toEqual([]);
  });

  test('stored scores are forgotten while an engine starts, and while it runs', async () => {
    await keepScore();
    const started = host.start(settings('a'));
    await host.clear();
    await started;
    expect(await readdir(storageFolder)).toEqual([]);
    await keepScore();
    await host.clear();
    expect(await readdir(storageFolder)).toEqual([]);
  });

  test('nothing starts after the end', async () => {
    await host.start(settings('a'));
    await Promise.all([host.start(settings('b')), host.dispose()]);
    await host.start(settings('c'));
    expect(running()).toEqual([]);
    expect(pools).toHaveLength(1);
  });
});
