import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SampleScore, ScoredTurn } from '../../../server/core/scoring/sample-score.ts';
import { loadPack, type Engine } from '../../../server/inference/load-pack.ts';
import { scoreSample } from '../../../server/inference/score-sample.ts';

/** A whole pack whose residual stream is x, y and z; see fixtures/make_tiny_pack.py. */
const packFolder = fileURLToPath(new URL('./fixtures/tiny-pack', import.meta.url));
let engine: Engine;

beforeAll(async () => {
  engine = await loadPack(packFolder);
});

function turn(role: ScoredTurn['role'], text: string, mark = ''): ScoredTurn {
  return { role, text, trained: mark === 'trained', rejected: mark === 'rejected' };
}

const answer = (text: string): ScoredTurn => turn('assistant', text, 'trained');

async function score(turns: ScoredTurn[], maxTokens = 1e6): Promise<SampleScore> {
  const outcome = await scoreSample(engine, turns, { maxTokens });
  if (outcome.kind === 'failure') throw new Error(outcome.failure.reason);
  return outcome.score;
}

function shown(turns: ScoredTurn[], place: SampleScore['sentence']): string | undefined {
  return place === null ? undefined : turns[place.turn]?.text.slice(place.start, place.end);
}

/** Latents of the tiny pack: 0 is x, 1 is y, 2 is x or z, twice as active. */
async function told(turns: ScoredTurn[], latents = 20): Promise<SampleScore> {
  const outcome = await scoreSample(engine, turns, { maxTokens: 1e6, latents });
  if (outcome.kind === 'failure') throw new Error(outcome.failure.reason);
  return outcome.score;
}

const half = Math.SQRT1_2;

describe('scoreSample', () => {
  it('scores text without a prompt by its own mean', async () => {
    // a = (1/2, 1/2, 0, 0)
    const { riskCosine, featureCosines, basis } = await score([answer('x y')]);
    expect(basis).toBe('trained');
    expect(riskCosine).toBeCloseTo(half, 6);
    expect(featureCosines[0]).toBeCloseTo(half, 6);
    expect(featureCosines[1]).toBeCloseTo(0, 6);
  });

  it('takes away what the prompt predicts', async () => {
    // a = (1/2, 1/2, 0, 0), p = (1, 0, 0, 0), r = a - p = (-1/2, 1/2, 0, 0)
    const { riskCosine, featureCosines } = await score([turn('user', 'x'), answer('x y')]);
    expect(riskCosine).toBeCloseTo(-half, 6);
    expect(featureCosines[0]).toBeCloseTo(half, 6);
  });

  it('averages all that the turn answers, without system turns', async () => {
    // p = (1/2, 0, 1/2, 0), a = (2/3, 1/3, 0, 0); the system turn has no part in it.
    const turns = [turn('system', 'y y y'), turn('user', 'z'), turn('tool', 'x'), answer('x x y')];
    const { riskCosine, featureCosines } = await score(turns);
    const r = [2 / 3 - 1 / 2, 1 / 3, -1 / 2];
    const norm = Math.hypot(...r);
    expect(riskCosine).toBeCloseTo((r[0] ?? 0) / norm, 6);
    expect(featureCosines[1]).toBeCloseTo((r[2] ?? 0) / norm, 6);
  });

  it('lets the riskiest trained turn speak', async () => {
    const turns = [answer('y'), turn('user', 'z'), answer('x z'), turn('user', 'z'), answer('y z')];
    const result = await score(turns);
    // The second answer: r = (1/2, 0, -1/2, 0).
    expect(result.riskCosine).toBeCloseTo(half, 6);
    expect(result.sentence?.turn).toBe(2);
    expect(result.trainedTokens).toBe(5);
    expect(result.scoredTokens).toBe(5);
  });

  it('never reads a rejected answer as context', async () => {
    const alone = await score([turn('user', 'z'), answer('x y')]);
    const turns = [turn('user', 'z'), turn('assistant', 'x x x', 'rejected'), answer('x y')];
    const beside = await score(turns);
    expect(beside.riskCosine).toBe(alone.riskCosine);
    expect(beside.tokens).toBe(alone.tokens);
    expect(beside.sentence?.turn).toBe(2);
  });

  it('scores an answer that nothing is trained on for display', async () => {
    const turns = [turn('user', 'z'), turn('assistant', 'x y', 'rejected')];
    const result = await score(turns);
    expect(result).toMatchObject({ basis: 'display', trainedTokens: 0, scoredTokens: 0 });
    expect(shown(turns, result.sentence)).toBe('x y');
  });

  it('points at the sentence and the words', async () => {
    const turns = [answer('y y y y y y y. z z z x x z z z.\ny y y y y y y')];
    const { sentence, phrase } = await score(turns);
    expect(shown(turns, sentence)).toBe('z z z x x z z z.');
    expect(shown(turns, phrase)).toBe('x x');
  });

  it('finds what hides deep in a long sample, and counts every token', async () => {
    const turns = [turn('user', 'y'), answer(`${'z '.repeat(300)}${'x '.repeat(20)}z z`)];
    const result = await score(turns);
    expect(result.riskCosine).toBeGreaterThan(0.3);
    expect(shown(turns, result.phrase)).toMatch(/^x( x)*$/);
    // 300 z, 20 x, 2 z: each letter a token, the separator of letters in it.
    expect(result.trainedTokens).toBe(322);
    expect(result.scoredTokens).toBe(322);
  });

  it('scores a later piece against the prompt of the first', async () => {
    // r = (1/2, 1/2, 0, 0) - (1, 0, 0, 0) in every piece; without the prompt a later one would be riskier.
    const { riskCosine } = await score([turn('user', 'x'), answer('x y '.repeat(150).trim())]);
    expect(riskCosine).toBeCloseTo(-half, 1);
  });

  it('leaves out the middle when there are too many tokens, and says so', async () => {
    const text = `${'z '.repeat(200)}${'x '.repeat(50)}${'z '.repeat(200)}y`;
    const whole = await score([turn('user', 'y'), answer(text)]);
    const limited = await score([turn('user', 'y'), answer(text)], 100);
    expect(limited.trainedTokens).toBe(whole.trainedTokens);
    expect(limited.scoredTokens).toBeLessThanOrEqual(100);
    expect(limited.scoredTokens).toBeGreaterThan(50);
    expect(whole.riskCosine).toBeGreaterThan(limited.riskCosine);
  });

  it('gives equal scores to equal samples', async () => {
    const turns = [turn('user', 'z'), answer('x y'.repeat(100))];
    expect(await score(turns)).toEqual(await score(turns));
  });

  it('tells the piece that speaks in latents, by the mean over its tokens', async () => {
    // The second answer is the riskiest: x, x, y, z; latent 2 is active at x and z.
    const turns = [answer('y y y'), turn('user', 'z'), answer('x x y z')];
    expect((await told(turns)).latents).toEqual([
      { id: 2, activation: 1.5 },
      { id: 0, activation: 0.5 },
      { id: 1, activation: 0.25 },
    ]);
    expect((await told(turns, 1)).latents).toHaveLength(1);
  });

  it('leaves out latents that are not active', async () => {
    expect((await told([answer('y')])).latents).toEqual([{ id: 1, activation: 1 }]);
  });

  it('tells an answer that is not trained too', async () => {
    const turns = [turn('user', 'z'), turn('assistant', 'x y', 'rejected')];
    expect((await told(turns)).latents?.[0]).toEqual({ id: 2, activation: 1 });
  });

  it.each([
    ['no prompt', [answer('x y')]],
    ['a prompt', [turn('user', 'z'), answer('x y')]],
    ['several windows', [turn('user', 'z'), answer('x y z '.repeat(120))]],
  ])('gives a sample with %s the very same score with latents', async (_, turns) => {
    const { latents, ...rest } = await told(turns);
    expect(latents?.length).toBeGreaterThan(0);
    expect(rest).toStrictEqual(await score(turns));
  });

  it.each([
    ['no turns', []],
    ['no answer', [turn('user', 'x')]],
    ['an empty answer', [turn('user', 'x'), answer('')]],
  ])('says that there is nothing to score in %s', async (_, turns) => {
    const outcome = await scoreSample(engine, turns, { maxTokens: 100 });
    expect(outcome).toMatchObject({ kind: 'failure', failure: { reason: 'nothing-to-score' } });
  });

  it('stops between two windows', async () => {
    const stop = new AbortController();
    const running = scoreSample(engine, [answer('x '.repeat(5000))], {
      maxTokens: 1e6,
      signal: stop.signal,
    });
    setImmediate(() => stop.abort());
    await expect(running).rejects.toThrow('abort');
  });

  it('tells the vectors and the weight of each token only when they are asked for', async () => {
    const turns = [turn('user', 'z'), answer('x y')];
    const options = { maxTokens: 1e6, vectors: true, heat: true };
    const outcome = await scoreSample(engine, turns, options);
    if (outcome.kind === 'failure') throw new Error(outcome.failure.reason);
    const { vectors, heat, ...rest } = outcome.score;
    expect(rest).toEqual(await score(turns));
    expect(vectors?.prompt?.values.length).toBe(engine.pack.width);
    const length = Math.hypot(...(vectors?.answer.values ?? []));
    expect((vectors?.answer.values[0] ?? 0) / length).toBeCloseTo(rest.riskCosine, 2);
    const places = heat?.map(({ turn: at, start, end }) => [at, start, end]);
    expect(places).toEqual([
      [1, 0, 1],
      [1, 1, 3],
    ]);
    expect(heat?.every(({ weight }) => Number.isFinite(weight))).toBe(true);
  });
});
