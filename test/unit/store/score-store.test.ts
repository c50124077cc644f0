import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SampleScore, TurnRange } from '../../../server/core/scoring/sample-score.ts';
import {
  ScoresNotRemoved,
  ScoreStore,
  type ScoreStoreOptions,
} from '../../../server/store/score-store.ts';
import { tinyPack } from '../scan/tiny-pack.ts';

const pack = tinyPack(3);

const count = fc.nat(2 ** 31 - 1);
const range = fc.option(fc.record<TurnRange>({ turn: count, start: count, end: count }));
const cosine = fc.double({ noNaN: true, min: -1, max: 1 });
const anyScore: fc.Arbitrary<SampleScore> = fc.record({
  basis: fc.constantFrom('trained', 'display'),
  riskCosine: cosine,
  featureCosines: fc.array(cosine, { minLength: 3, maxLength: 3 }),
  sentence: range,
  phrase: range,
  tokens: count,
  trainedTokens: count,
  scoredTokens: count,
});

function score(riskCosine: number): SampleScore {
  const sentence = { turn: 1, start: 2, end: 30 };
  const counts = { tokens: 9, trainedTokens: 5, scoredTokens: 5 };
  const featureCosines = [0.1, -0.2, 1 / 3];
  return { basis: 'trained', riskCosine, featureCosines, sentence, phrase: null, ...counts };
}

describe('the score store', () => {
  let folder: string;
  let logged: string[];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
    logged = [];
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  function newStore(options: Partial<ScoreStoreOptions> = {}): ScoreStore {
    const log = (message: string): number => logged.push(message);
    return new ScoreStore({ folder, pack, maxTokens: 1000, log, ...options });
  }

  async function load(options: Partial<ScoreStoreOptions> = {}): Promise<ScoreStore> {
    const store = newStore(options);
    await store.load();
    return store;
  }

  test('keeps scores with latents apart from those without', async () => {
    const latents = [
      { id: 3971, activation: Math.fround(1.7) },
      { id: 0, activation: Math.fround(0.1) },
    ];
    const plain = newStore();
    plain.set('a', score(0.5));
    await plain.flush();
    const told = newStore({ latents: true });
    told.set('b', { ...score(0.25), latents });
    told.set('c', { ...score(0.25), latents: [] });
    told.set('d', score(0.25));
    await told.flush();
    const [onlyPlain, onlyTold] = [await load(), await load({ latents: true })];
    expect([onlyPlain.size, onlyTold.size]).toEqual([1, 2]);
    expect(onlyPlain.get('a')).toEqual(score(0.5));
    expect(onlyTold.get('b')).toEqual({ ...score(0.25), latents });
    expect(onlyTold.get('c')?.latents).toEqual([]);
  });

  test('keeps vectors to the last bit, apart from scores without', async () => {
    const values = Int8Array.from({ length: pack.width }, (_, i) => (i % 2 === 0 ? i : -i));
    const vector = { scale: Math.fround(0.3), values };
    const withPrompt = { ...score(0.25), vectors: { answer: vector, prompt: vector } };
    const without = { ...score(0.5), vectors: { answer: vector, prompt: null } };
    const store = newStore({ vectors: true });
    store.set('a', withPrompt);
    store.set('b', without);
    store.set('c', score(0.5));
    await store.flush();
    const again = await load({ vectors: true });
    expect(again.get('a')).toEqual(withPrompt);
    expect(again.get('b')).toEqual(without);
    expect(again.get('c')).toBeUndefined();
    expect(again.vectors('a')).toEqual(withPrompt.vectors);
    expect(again.vectors('d')).toBeUndefined();
    expect((await load()).size).toBe(0);
  });

  async function segments(): Promise<string[]> {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => name.endsWith('.scores')).map((name) => path.join(folder, name));
  }

  async function oneSegment(): Promise<string> {
    const [segment] = await segments();
    if (segment === undefined) throw new Error('Nothing was written.');
    return segment;
  }

  test('every number comes back exactly, from memory and from disk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyScore, { maxLength: 20 }), async (scores) => {
        const store = newStore();
        for (const [index, value] of scores.entries()) store.set(`hash${index}`, value);
        await store.flush();
        const loaded = await load();
        for (const [index, value] of scores.entries()) {
          expect(store.get(`hash${index}`)).toEqual(value);
          expect(loaded.get(`hash${index}`)).toEqual(value);
        }
        await store.clear();
      }),
      { numRuns: 25 },
    );
  });

  test('damaged and cut lines are passed over, and all others count', async () => {
    const store = newStore();
    for (let index = 0; index < 5; index += 1) store.set(`hash${index}`, score(index / 10));
    await store.flush();
    const segment = await oneSegment();
    const lines = (await readFile(segment, 'latin1')).split('\n');
    lines[1] = lines[1]?.replace(/.$/, '!') ?? '';
    lines[3] = lines[3]?.slice(0, 20) ?? '';
    await writeFile(segment, `\0\xff\n${lines.join('\n')}half a line`, 'latin1');
    const loaded = await load();
    const known = [0, 1, 2, 3, 4].map((index) => loaded.get(`hash${index}`)?.riskCosine);
    expect(known).toEqual([0, undefined, 0.2, undefined, 0.4]);
    expect(logged).toEqual(['Skipped 4 damaged lines of stored scores.']);
  });

  test('a score of another pack, engine or token limit is not taken', async () => {
    const store = newStore();
    store.set('hash', score(0.5));
    await store.flush();
    expect((await load({ maxTokens: 2000 })).size).toBe(0);
    expect((await load({ pack: { ...pack, hash: 'b'.repeat(64) } })).size).toBe(0);
    expect((await load({ pack: { ...pack, features: [] } })).size).toBe(0);
    expect((await load()).size).toBe(1);
  });

  test('several processes write files of their own', async () => {
    const [one, two] = [newStore(), newStore()];
    one.set('a', score(0.1));
    two.set('b', score(0.2));
    await Promise.all([one.flush(), two.flush()]);
    expect(await segments()).toHaveLength(2);
    expect((await load()).size).toBe(2);
  });

  test('many files become one, without those of processes that still run', async () => {
    for (let index = 0; index < 12; index += 1) {
      const store = newStore();
      store.set(`hash${index}`, score(index / 100));
      await store.flush();
    }
    const own = await segments();
    await Promise.all(own.slice(2).map((file, index) => renameAway(file, index)));
    expect((await load()).size).toBe(12);
    expect(await segments()).toHaveLength(3);
    expect((await load()).size).toBe(12);
  });

  test('the oldest files go when all together are too large', async () => {
    for (let index = 0; index < 3; index += 1) {
      const store = newStore({ maxTokens: 1000 + index });
      store.set('hash', score(0.1));
      await store.flush();
      const segment = (await segments()).find((file) => file.includes(`-${1000 + index}/`)) ?? '';
      const time = new Date(2020, 1, 1 + index);
      await renameAway(segment, index, time);
    }
    await load({ mostBytes: 250 });
    expect(logged).toEqual(['Dropped 1 old score files to keep within the limit.']);
    expect((await load({ maxTokens: 1000 })).size).toBe(0);
    expect((await load({ maxTokens: 1002 })).size).toBe(1);
  });

  test('a folder that cannot be written costs only the keeping', async () => {
    const file = path.join(folder, 'a file');
    await appendFile(file, '');
    const store = newStore({ folder: path.join(file, 'below') });
    await store.load();
    store.set('hash', score(0.5));
    await store.flush();
    store.set('other', score(0.6));
    await store.flush();
    expect(store.get('hash')).toEqual(score(0.5));
    expect(store.get('other')).toEqual(score(0.6));
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/^Scores are kept in memory only from now on: /);
  });

  test('without a folder everything is in memory', async () => {
    const store = await load({ folder: null });
    store.set('hash', score(0.5));
    await store.flush();
    expect(store.get('hash')).toEqual(score(0.5));
    expect(await readdir(folder)).toEqual([]);
  });

  test('new scores are written by themselves after a while', async () => {
    const store = newStore({ flushAfter: 1 });
    store.set('hash', score(0.5));
    await expect.poll(async () => (await load()).size).toBe(1);
  });

  test('what waits at the end of the process is written at once', async () => {
    const store = newStore();
    store.set('first', score(0.4));
    await store.flush();
    store.set('last', score(0.5));
    store.flushSync();
    expect((await load()).get('last')).toEqual(score(0.5));
  });

  test('what was never written is there after the end of the process too', async () => {
    const store = newStore();
    store.set('only', score(0.5));
    store.flushSync();
    expect((await load()).get('only')).toEqual(score(0.5));
  });

  test('clear forgets all, and what comes later is kept again', async () => {
    const store = newStore();
    store.set('hash', score(0.5));
    await store.flush();
    store.set('waiting', score(0.5));
    await store.clear();
    expect(store.get('hash')).toBeUndefined();
    expect((await load()).size).toBe(0);
    store.set('new', score(0.7));
    await store.flush();
    expect((await load()).get('new')).toEqual(score(0.7));
  });

  test('clear forgets the scores of every pack and token limit', async () => {
    const shapes = [
      { maxTokens: 2000 },
      { vectors: false, pack: { ...pack, hash: 'b'.repeat(64) } },
    ];
    for (const shape of shapes) {
      const other = newStore(shape);
      other.set('hash', score(0.5));
      await other.flush();
    }
    await (await load()).clear();
    expect(await segments()).toEqual([]);
    for (const shape of shapes) expect((await load(shape)).size).toBe(0);
  });

  test('clear rejects with a sentence when the disk keeps scores', async () => {
    const file = path.join(folder, 'a file');
    await appendFile(file, '');
    const store = newStore({ folder: file });
    store.set('hash', score(0.5));
    const cleared = store.clear();
    await expect(cleared).rejects.toThrow(ScoresNotRemoved);
    await expect(cleared).rejects.toThrow(/^Not all stored scores could be removed: .+\.$/);
    expect(store.get('hash')).toBeUndefined();
  });

  /** Makes a file one of a process that is gone. Process ids do not go as far as this one. */
  async function renameAway(file: string, index: number, time = new Date()): Promise<void> {
    const name = `2147483646-gone${index}.scores`;
    const target = path.join(path.dirname(file), name);
    await writeFile(target, await readFile(file));
    await rm(file);
    await utimes(target, time, time);
  }
});
