import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { planScoring } from '../../../server/core/scoring/plan.ts';
import type { ScoredTurn } from '../../../server/core/scoring/sample-score.ts';
import { cutWindows } from '../../../server/core/scoring/windows.ts';
import { loadPack, type Engine } from '../../../server/inference/load-pack.ts';
import { runWindows, tokenise } from '../../../server/inference/run-windows.ts';
import { scoreSample } from '../../../server/inference/score-sample.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const packFolder = `${root}packs/smollm2-135m`;
const vectorFile = `${root}python/tests/vectors/score-vectors.json`;

/**
 * How far results may lie from those of Python. Processors round the sums of the trunk in other orders, and a
 * number that is then rounded to 8 bits on the other side moves a cosine by thousandths; a mistake in the
 * arithmetic moves all of them, and by more.
 */
const tolerance = { cosine: 2e-2, medianCosine: 3e-3, activation: 0.2 };

const vectorSchema = v.object({
  packHash: v.string(),
  samples: v.array(
    v.object({
      name: v.string(),
      turns: v.array(
        v.object({ role: v.picklist(['system', 'user', 'assistant', 'tool']), text: v.string() }),
      ),
      trained: v.array(v.number()),
      pieces: v.array(
        v.object({
          turn: v.number(),
          inputIds: v.array(v.number()),
          answer: v.tuple([v.number(), v.number()]),
          riskCosine: v.number(),
          featureCosines: v.array(v.number()),
        }),
      ),
      latents: v.exactOptional(v.array(v.object({ id: v.number(), activation: v.number() }))),
    }),
  ),
});

type Vector = v.InferOutput<typeof vectorSchema>['samples'][number];

const vectors = v.parse(vectorSchema, JSON.parse(readFileSync(vectorFile, 'utf8')));

function scoredTurns({ turns, trained }: Vector): ScoredTurn[] {
  return turns.map((turn, at) => ({ ...turn, trained: trained.includes(at), rejected: false }));
}

/** Runs a sample and gives its pieces in the shape of the vectors. */
async function run(engine: Engine, vector: Vector): Promise<Vector['pieces']> {
  const turns = scoredTurns(vector);
  const plan = planScoring(turns);
  if (plan === null) return [];
  const tokens = await tokenise(engine, turns, plan);
  const { ids, spans } = tokens.rendering;
  const windows = cutWindows(ids.length, spans, plan.targets, engine.pack.window);
  const pieces: Vector['pieces'] = [];
  for await (const { window, piece, cosines } of runWindows(engine, tokens, windows)) {
    const [riskCosine = 0, ...featureCosines] = cosines;
    pieces.push({
      turn: plan.sequence[piece.turn] ?? -1,
      inputIds: [...ids.subarray(window.start, window.end)],
      answer: [piece.start - window.start, piece.end - window.start],
      riskCosine,
      featureCosines,
    });
  }
  return pieces;
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, k) => Math.abs(value - (b[k] ?? NaN))));
}

describe('the pack, scored in Node and in Python', { timeout: 60_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadPack(packFolder);
  }, 60_000);

  it('is the pack that the vectors were made with', () => {
    expect(engine.pack.hash).toBe(vectors.packHash);
  });

  it.each(vectors.samples.map((vector) => [vector.name, vector] as const))(
    '%s',
    async (_, vector) => {
      const pieces = await run(engine, vector);
      expect(pieces.length).toBe(vector.pieces.length);
      for (const [at, expected] of vector.pieces.entries()) {
        const found = pieces[at];
        if (found === undefined) continue;
        expect(found.turn).toBe(expected.turn);
        expect(found.inputIds).toEqual(expected.inputIds);
        expect(found.answer).toEqual(expected.answer);
        expect(Math.abs(found.riskCosine - expected.riskCosine)).toBeLessThan(tolerance.cosine);
        expect(largestDifference(found.featureCosines, expected.featureCosines)).toBeLessThan(
          tolerance.cosine,
        );
      }
      const outcome = await scoreSample(engine, scoredTurns(vector), { maxTokens: 16384 });
      const riskiest = Math.max(...pieces.map(({ riskCosine }) => riskCosine));
      expect(outcome).toMatchObject({ kind: 'score', score: { riskCosine: riskiest } });
    },
  );

  const told = vectors.samples.filter(({ latents }) => latents !== undefined);

  it.each(told.map((vector) => [vector.name, vector] as const))(
    'tells %s in the same latents, and its score stays the very same',
    async (_, vector) => {
      const turns = scoredTurns(vector);
      const outcome = await scoreSample(engine, turns, { maxTokens: 16384, latents: 20 });
      if (outcome.kind === 'failure') throw new Error(outcome.failure.message);
      const { latents = [], ...score } = outcome.score;
      const expected = vector.latents ?? [];
      const strengths = expected.map(({ activation }) => activation);
      const found = expected.map(({ id }) => latents.find((each) => each.id === id)?.activation);
      expect(
        largestDifference(
          strengths,
          found.map((strength) => strength ?? NaN),
        ),
      ).toBeLessThan(tolerance.activation);
      const plain = await scoreSample(engine, turns, { maxTokens: 16384 });
      expect(plain).toStrictEqual({ kind: 'score', score });
    },
  );

  it('agrees on the probe', async () => {
    const { probe } = engine.pack;
    const outcome = await scoreSample(engine, probe?.turns ?? [], { maxTokens: 512 });
    const measured = outcome.kind === 'score' ? outcome.score.riskCosine : NaN;
    expect(Math.abs(measured - (probe?.riskCosine ?? NaN))).toBeLessThan(tolerance.cosine);
  });

  it('agrees closely on most samples', async () => {
    const differences: number[] = [];
    for (const vector of vectors.samples) {
      const pieces = await run(engine, vector);
      for (const [at, { riskCosine }] of vector.pieces.entries()) {
        differences.push(Math.abs((pieces[at]?.riskCosine ?? NaN) - riskCosine));
      }
    }
    differences.sort((a, b) => a - b);
    expect(differences[differences.length >> 1]).toBeLessThan(tolerance.medianCosine);
  });
});
