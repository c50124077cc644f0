import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionJob } from '../../server/projection/messages.ts';
import { Projector } from '../../server/projection/projector.ts';
import { runJob } from '../../server/projection/run-job.ts';
import { clusteredTable, inOrder } from '../unit/core/map/some-vectors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}.cache/test`;
const threadPath = `${folder}/projector.cjs`;
const projectors: Projector[] = [];

const table = clusteredTable(200, 32, 4, 0.4);
const order = inOrder(200);
const pca = { kind: 'layout', projection: 'pca', vectors: table.parts, order } as const;
const umap = { ...pca, projection: 'umap' } as const;
const large = clusteredTable(1_200, 64, 4, 0.8);
const slow = { ...umap, vectors: large.parts, order: inOrder(1_200) } as const;

beforeAll(async () => {
  await build({
    absWorkingDir: root,
    entryPoints: ['server/projection/projector-thread.ts'],
    outfile: threadPath,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
});

afterEach(async () => {
  await Promise.all(projectors.splice(0).map((projector) => projector.dispose()));
});

function createProjector(path = threadPath): Projector {
  const projector = new Projector({ threadPath: path });
  projectors.push(projector);
  return projector;
}

/** Starts a job; `begun` resolves when its thread works on it. */
function begin(projector: Projector, job: ProjectionJob, signal?: AbortSignal) {
  let result: Promise<unknown> = Promise.resolve();
  const begun = new Promise<void>((resolve) => {
    result = projector.run(job, { signal, onProgress: () => resolve() });
  });
  return { begun, result };
}

describe('Projector', () => {
  it('does on a thread what the same work gives here', async () => {
    const projector = createProjector();
    const [first, second] = await Promise.all([projector.run(pca), projector.run(umap)]);
    expect(first).toEqual(runJob(pca, () => undefined));
    expect(second).toEqual(runJob(umap, () => undefined));
    const { x, y, model } = second;
    const quality = { kind: 'quality', vectors: table.parts, order, x, y } as const;
    expect(await projector.run(quality)).toEqual(runJob(quality, () => undefined));
    expect(await projector.run({ kind: 'place', model, vectors: table.parts })).toEqual({ x, y });
    expect(
      (await projector.run({ kind: 'topics', vectors: table.parts, order })).centres,
    ).toHaveLength(4);
  });

  it('tells how far a job is', async () => {
    const shares: number[] = [];
    await createProjector().run(umap, { onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(10);
    expect(shares.length).toBeLessThanOrEqual(100);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('ends a job at once when it is cancelled, and goes on with the next', async () => {
    const projector = createProjector();
    const cancelled = new AbortController();
    const { begun, result } = begin(projector, slow, cancelled.signal);
    const next = projector.run(umap);
    await begun;
    cancelled.abort(new Error('Nobody wants it.'));
    await expect(result).rejects.toThrow('Nobody wants it.');
    expect((await next).x).toHaveLength(200);
  });

  it('lets quick jobs pass slow ones, and slow ones wait', async () => {
    const projector = createProjector();
    const cancelled = new AbortController();
    const { begun, result } = begin(projector, slow, cancelled.signal);
    await begun;
    let isSlowOver = false;
    const ended = result.catch(() => (isSlowOver = true));
    const waiting = projector.run(umap).then(() => isSlowOver);
    await projector.run(pca);
    expect(isSlowOver).toBe(false);
    cancelled.abort();
    await ended;
    expect(await waiting).toBe(true);
  });

  it('does not start what was cancelled before its turn', async () => {
    const projector = createProjector();
    const cancelled = new AbortController();
    const first = new AbortController();
    const { begun, result } = begin(projector, slow, first.signal);
    const second = projector.run(slow, { signal: cancelled.signal });
    const third = projector.run(umap);
    cancelled.abort(new Error('Too late.'));
    await expect(second).rejects.toThrow('Too late.');
    await begun;
    first.abort(new Error('Enough.'));
    await expect(result).rejects.toThrow('Enough.');
    expect((await third).y).toHaveLength(200);
    await expect(projector.run(pca, { signal: cancelled.signal })).rejects.toThrow('Too late.');
  });

  it('says in one sentence that a thread failed', async () => {
    const broken = `${folder}/broken-projector.cjs`;
    await writeFile(
      broken,
      "require('node:worker_threads').parentPort.on('message', () => { throw new Error('No memory is left'); });",
    );
    await expect(createProjector(broken).run(pca)).rejects.toThrow(
      'The projection failed: No memory is left',
    );
    const gone = `${folder}/gone-projector.cjs`;
    await writeFile(gone, 'process.exit(3);');
    const projector = createProjector(gone);
    const ended = 'The projection ended before it was done (code 3).';
    await expect(projector.run(umap)).rejects.toThrow(ended);
    await expect(projector.run(umap)).rejects.toThrow(ended);
    await expect(createProjector(`${folder}/none.cjs`).run(pca)).rejects.toThrow(
      'The projection failed: ',
    );
  });

  it('stops everything when it is disposed of', async () => {
    const projector = createProjector();
    const { begun, result } = begin(projector, slow);
    const waiting = projector.run(umap);
    await begun;
    const stopped = 'The projection was stopped.';
    const checks = Promise.all([
      expect(result).rejects.toThrow(stopped),
      expect(waiting).rejects.toThrow(stopped),
    ]);
    await projector.dispose();
    await checks;
    await expect(projector.run(pca)).rejects.toThrow(stopped);
  });
});
