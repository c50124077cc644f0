import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Pack } from '../../server/core/pack/pack.ts';
import type { ScoreOutcome } from '../../server/core/scoring/sample-score.ts';
import { EngineHost, type EnginePool } from '../../server/engine-host.ts';
import type { PoolEvents, ScorerPoolOptions } from '../../server/inference/pool-options.ts';
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

  beforeEach(() => {
    pools = [];
    const nothing = (): void => undefined;
    host = new EngineHost({
      storageFolder: null,
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

  test('nothing starts after the end', async () => {
    await host.start(settings('a'));
    await Promise.all([host.start(settings('b')), host.dispose()]);
    await host.start(settings('c'));
    expect(running()).toEqual([]);
    expect(pools).toHaveLength(1);
  });
});
