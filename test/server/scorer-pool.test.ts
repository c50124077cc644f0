import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ScoredTurn, ScoreOutcome } from '../../server/core/scoring/sample-score.ts';
import type { ScorerPoolOptions } from '../../server/inference/pool-options.ts';
import { ScorerPool } from '../../server/inference/scorer-pool.ts';

const scorerPath = fileURLToPath(new URL('./fixtures/fake-scorer.mjs', import.meta.url));
const pools: ScorerPool[] = [];

function createPool(options: Partial<ScorerPoolOptions> = {}): ScorerPool {
  const pool = new ScorerPool({
    packFolder: 'good',
    workers: 2,
    scorerPath,
    maxTokens: 1000,
    ...options,
  });
  pools.push(pool);
  return pool;
}

async function startPool(options: Partial<ScorerPoolOptions> = {}): Promise<ScorerPool> {
  const pool = createPool(options);
  const ready = readyWorkers(pool, pool.size);
  await pool.start();
  await ready;
  return pool;
}

async function readyWorkers(pool: ScorerPool, count: number): Promise<void> {
  for (let k = 0; k < count; k++) await once(pool, 'workerReady');
}

function sample(text: string): ScoredTurn[] {
  return [{ role: 'assistant', text, trained: true, rejected: false }];
}

function cosine(outcome: ScoreOutcome): number | string {
  return outcome.kind === 'score' ? outcome.score.riskCosine : outcome.failure.reason;
}

/** Process that scored it: the stand-in writes it where the number of tokens belongs. */
function scoredBy(outcome: ScoreOutcome): number {
  return outcome.kind === 'score' ? outcome.score.tokens : 0;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const numbers = Array.from({ length: 60 }, (_, k) => k / 100);

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
});

describe('scoring', () => {
  it('gives every sample its own score', async () => {
    const pool = await startPool();
    const outcomes = await Promise.all(numbers.map((n) => pool.score(sample(`${n}`))));
    expect(outcomes.map(cosine)).toEqual(numbers);
    expect(new Set(outcomes.map(scoredBy))).toEqual(new Set(pool.workerPids));
  });

  it('hands out the pack of the first worker', async () => {
    const pool = createPool();
    const pack = await pool.start();
    expect(pack.name).toBe('fake');
    expect(pool.state).toBe('ready');
    expect(pool.warning).toBeNull();
    expect(await pool.start()).toBe(pack);
  });

  it('takes samples before it has started', async () => {
    const pool = createPool();
    const outcome = pool.score(sample('0.5'));
    await pool.start();
    expect(cosine(await outcome)).toBe(0.5);
  });

  it('says once that this machine scores the probe otherwise than the builder of the pack', async () => {
    const log: string[] = [];
    const pool = await startPool({ packFolder: 'inexact', log: (message) => log.push(message) });
    expect(pool.warning).toContain('other scores than the pack was calibrated with');
    expect(log).toEqual([pool.warning]);
    expect(cosine(await pool.score(sample('0.5')))).toBe(0.5);
  });

  it('scores what has the highest priority when a worker becomes free, then the oldest', async () => {
    const pool = createPool({ workers: 1 });
    const order: string[] = [];
    const jobs = ['a', 'b', 'c', 'd', 'e'].map(async (name, k) => {
      await pool.score(sample(`0.${k}`), { priority: { c: 2, e: 1 }[name] ?? 0 });
      order.push(name);
    });
    await pool.start();
    await Promise.all(jobs);
    expect(order).toEqual(['c', 'e', 'a', 'b', 'd']);
  });

  it('passes on the limit of tokens', async () => {
    const pool = await startPool({ maxTokens: 77 });
    const outcome = await pool.score(sample('0'));
    expect(outcome.kind === 'score' && outcome.score.trainedTokens).toBe(77);
  });
});

describe('cancelling', () => {
  it('drops a waiting sample at once', async () => {
    const pool = createPool();
    const cancel = new AbortController();
    const outcome = pool.score(sample('die'), { signal: cancel.signal });
    cancel.abort();
    await expect(outcome).rejects.toThrow('cancelled');
    const deaths: number[] = [];
    pool.on('workerDied', (pid) => deaths.push(pid));
    await pool.start();
    expect(cosine(await pool.score(sample('0.5')))).toBe(0.5);
    expect(deaths).toEqual([]);
  });

  it('frees the worker of a running sample', async () => {
    const pool = await startPool({ workers: 1 });
    const cancel = new AbortController();
    const outcome = pool.score(sample('hang'), { signal: cancel.signal });
    const next = pool.score(sample('0.25'));
    cancel.abort();
    await expect(outcome).rejects.toThrow('cancelled');
    expect(cosine(await next)).toBe(0.25);
  });

  it('refuses a sample whose signal has aborted', async () => {
    const pool = await startPool();
    await expect(pool.score(sample('0'), { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

describe('accidents', () => {
  it('loses and doubles no sample when workers are killed in the middle', async () => {
    const pool = await startPool();
    const settled = numbers.map(() => 0);
    let done = 0;
    const outcomes = await Promise.all(
      numbers.map(async (n, k) => {
        const outcome = await pool.score(sample(`${n}`));
        settled[k] = (settled[k] ?? 0) + 1;
        done++;
        const [pid] = pool.workerPids;
        if (done % 20 === 0 && pid !== undefined) process.kill(pid, 'SIGKILL');
        return outcome;
      }),
    );
    expect(outcomes.map(cosine)).toEqual(numbers);
    expect(settled.every((count) => count === 1)).toBe(true);
    expect(pool.state).toBe('ready');
  });

  it('replaces a dead worker', async () => {
    const pool = await startPool({ workers: 1 });
    const [pid = 0] = pool.workerPids;
    const died = once(pool, 'workerDied');
    const ready = once(pool, 'workerReady');
    process.kill(pid, 'SIGKILL');
    expect(await died).toEqual([pid, 'SIGKILL']);
    await ready;
    expect(pool.workerPids).not.toContain(pid);
  });

  it('tells the log how a worker died, without text of the sample that it quotes', async () => {
    const log: string[] = [];
    const pool = await startPool({ workers: 1, log: (message) => log.push(message) });
    const secret = 'quote my letter';
    expect(cosine(await pool.score(sample(secret)))).toBe('crashed-the-scorer');
    const died =
      'A scoring process ended: exit code 7. Node.js v20.1.2 ' +
      '(2 lines of its standard error could hold text.)';
    expect(log).toEqual([died, died]);
  });

  it('gives a sample up after it killed two workers, and scores the others', async () => {
    const deaths: number[] = [];
    const pool = await startPool();
    pool.on('workerDied', (pid) => deaths.push(pid));
    const samples = ['0.1', 'die', '0.2', '0.3'];
    const outcomes = await Promise.all(samples.map((text) => pool.score(sample(text))));
    expect(outcomes.map(cosine)).toEqual([0.1, 'crashed-the-scorer', 0.2, 0.3]);
    expect(new Set(deaths).size).toBe(2);
  });

  it('ends a worker that hangs, and counts it as a death of its sample', async () => {
    const pool = await startPool({ workers: 1 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const outcome = pool.score(sample('stuck'));
      const first = once(pool, 'workerDied');
      vi.advanceTimersByTime(5 * 60_000 - 1);
      expect(pool.workerPids).toHaveLength(1);
      vi.advanceTimersByTime(1);
      expect((await first)[1]).toBe('it hung');
      const ready = once(pool, 'workerReady');
      vi.advanceTimersByTime(2000);
      await ready;
      const second = once(pool, 'workerDied');
      vi.advanceTimersByTime(5 * 60_000);
      expect((await second)[1]).toBe('it hung');
      expect(cosine(await outcome)).toBe('crashed-the-scorer');
    } finally {
      vi.useRealTimers();
    }
  });

  it('replaces a worker that uses too much memory, without calling it an accident', async () => {
    const deaths: number[] = [];
    const pool = await startPool({ workers: 1 });
    pool.on('workerDied', (pid) => deaths.push(pid));
    const ready = once(pool, 'workerReady');
    const first = await pool.score(sample('fat 0.5'));
    await ready;
    const second = await pool.score(sample('0.25'));
    expect([first, second].map(cosine)).toEqual([0.5, 0.25]);
    expect(scoredBy(second)).not.toBe(scoredBy(first));
    expect(deaths).toEqual([]);
  });
});

describe('failing', () => {
  it('says in one sentence that the pack is damaged', async () => {
    const pool = createPool({ packFolder: 'refused' });
    const waiting = pool.score(sample('0'));
    await expect(pool.start()).rejects.toThrow('The pack is damaged.');
    expect(pool.state).toBe('failed');
    expect(pool.failure).toBe('The pack is damaged.');
    expect(cosine(await waiting)).toBe('failed');
    expect(cosine(await pool.score(sample('0')))).toBe('failed');
  });

  it('checks what the scorer says of the pack', async () => {
    const pool = createPool({ packFolder: 'unreadable' });
    await expect(pool.start()).rejects.toThrow('pack.json');
  });

  it('stops trying when every worker dies while it loads', async () => {
    const deaths: number[] = [];
    const pool = createPool({ packFolder: 'dies' });
    pool.on('workerDied', (pid) => deaths.push(pid));
    await expect(pool.start()).rejects.toThrow('again and again while it loaded the model');
    expect(deaths.length).toBe(3);
    expect(pool.state).toBe('failed');
  });

  it('stops trying when nothing but deaths comes of scoring', async () => {
    const pool = await startPool();
    const failed = once(pool, 'failed');
    const outcomes = await Promise.all(numbers.map(() => pool.score(sample('die'))));
    expect(String(await failed)).toContain('without scoring a sample');
    expect(new Set(outcomes.map(cosine))).toEqual(new Set(['crashed-the-scorer', 'failed']));
  });

  it('names a missing scoring program', async () => {
    const pool = createPool({ scorerPath: `${scorerPath}.missing` });
    await expect(pool.start()).rejects.toThrow('missing from the installation');
  });
});

describe('disposing', () => {
  it('rejects what has no score and leaves no process behind', async () => {
    const pool = await startPool();
    const pids = pool.workerPids;
    const outcomes = ['hang', 'hang', '0'].map((text) => pool.score(sample(text)));
    const settled = Promise.allSettled(outcomes);
    await pool.dispose();
    expect((await settled).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(pids.filter(isAlive)).toEqual([]);
    await expect(pool.score(sample('0'))).rejects.toThrow('cancelled');
  });

  it('ends a start that is under way', async () => {
    const pool = createPool();
    const started = pool.start();
    await pool.dispose();
    await expect(started).rejects.toThrow('cancelled');
  });
});
