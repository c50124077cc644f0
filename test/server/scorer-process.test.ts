import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ScoredTurn } from '../../server/core/scoring/sample-score.ts';
import { ScorerPool } from '../../server/inference/scorer-pool.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tinyPack = `${root}test/unit/inference/fixtures/tiny-pack`;
const scorerPath = `${root}.cache/test/scorer.cjs`;
const pools: ScorerPool[] = [];
const secret = 'xylophone';

beforeAll(async () => {
  await build({
    absWorkingDir: root,
    entryPoints: ['server/inference/scorer-process.ts'],
    outfile: scorerPath,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['onnxruntime-node'],
  });
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
});

function createPool(packFolder: string, log: string[] = []): ScorerPool {
  const pool = new ScorerPool({
    packFolder,
    workers: 1,
    scorerPath,
    maxTokens: 1e6,
    log: (message) => log.push(message),
  });
  pools.push(pool);
  return pool;
}

function sample(text: string): ScoredTurn[] {
  return [{ role: 'assistant', text, trained: true, rejected: false }];
}

/** A scoring process without a pool, loaded. */
async function startAlone(): Promise<ChildProcess> {
  const child = fork(scorerPath, [], { serialization: 'advanced', execArgv: [], silent: true });
  child.send({ kind: 'load', packFolder: tinyPack });
  await once(child, 'message');
  return child;
}

describe('the scoring process', () => {
  it('scores with a pack, and its probe as its builder did', async () => {
    const pool = createPool(tinyPack);
    expect((await pool.start()).name).toBe('tiny');
    expect(pool.warning).toBeNull();
    const outcome = await pool.score(sample('x'));
    expect(outcome).toMatchObject({ kind: 'score', score: { riskCosine: 1, trainedTokens: 1 } });
  });

  it('says what is wrong with a damaged pack', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latent-lint-pack-'));
    try {
      await cp(tinyPack, folder, { recursive: true });
      await writeFile(join(folder, 'trunk.onnx'), 'no model');
      await expect(createPool(folder).start()).rejects.toThrow('trunk.onnx of the pack is damaged');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('stops a long sample between two windows', async () => {
    const pool = createPool(tinyPack);
    await pool.start();
    const cancel = new AbortController();
    const long = pool.score(sample('x '.repeat(500_000)), { signal: cancel.signal });
    const next = pool.score(sample('y'));
    cancel.abort();
    await expect(long).rejects.toThrow('cancelled');
    expect(await next).toMatchObject({ kind: 'score', score: { riskCosine: 0 } });
  });

  it('scores a sample again after the process that scored it was ended', async () => {
    const log: string[] = [];
    const pool = createPool(tinyPack, log);
    await pool.start();
    const outcome = pool.score(sample(`${secret} `.repeat(100_000)));
    const ready = once(pool, 'workerReady');
    const [pid] = pool.workerPids;
    if (pid !== undefined) process.kill(pid, 'SIGSEGV');
    await ready;
    expect(await outcome).toMatchObject({ kind: 'score' });
    expect(log).toEqual(['A scoring process ended: SIGSEGV.']);
  });

  it('ends when its parent is gone', async () => {
    const child = await startAlone();
    const exit = once(child, 'exit');
    child.disconnect();
    expect(await exit).toEqual([0, null]);
  });

  it('passes over messages that are none, but leaves no sample without an answer', async () => {
    const child = await startAlone();
    child.send({ kind: 'dance' });
    child.send({ kind: 'score', job: 1, turns: [{ role: 'assistant' }], maxTokens: 1 });
    const [refused] = (await once(child, 'message')) as [unknown];
    expect(refused).toMatchObject({ job: 1, outcome: { failure: { reason: 'failed' } } });
    child.send({
      kind: 'score',
      job: 2,
      turns: sample('x'),
      maxTokens: 10,
      latents: 0,
      vectors: false,
      heat: false,
    });
    const [scored] = (await once(child, 'message')) as [unknown];
    expect(scored).toMatchObject({ job: 2, outcome: { kind: 'score' } });
    child.kill();
    await once(child, 'exit');
  });

  it('scores half a surrogate pair', async () => {
    const child = await startAlone();
    child.send({
      kind: 'score',
      job: 1,
      turns: sample('\ud800'),
      maxTokens: 10,
      latents: 0,
      vectors: false,
      heat: false,
    });
    const [message] = (await once(child, 'message')) as [unknown];
    expect(message).toMatchObject({ kind: 'outcome', job: 1, outcome: { kind: 'score' } });
    child.kill();
    await once(child, 'exit');
  });
});
