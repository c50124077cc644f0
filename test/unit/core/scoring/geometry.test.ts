import { describe, expect, it } from 'vitest';
import type { Reference } from '../../../../server/core/pack/read-reference.ts';
import {
  directionCosines,
  standardisedPrompt,
  whitenedAnswer,
} from '../../../../server/core/scoring/geometry.ts';

/** A reference of width 2 with two directions; small numbers that float32 holds exactly. */
const reference: Reference = {
  width: 2,
  count: 2,
  answerMean: Float32Array.of(1, 2),
  answerDeviation: Float32Array.of(2, 4),
  promptMean: Float32Array.of(0, 1),
  promptDeviation: Float32Array.of(1, 2),
  headerMean: Float32Array.of(1, 1),
  headerDeviation: Float32Array.of(2, 2),
  residualMean: Float32Array.of(0.5, -0.5),
  promptTerm: Float32Array.of(1, 0, 0, 1, 0.5, 0, 0, 0.5),
  whitener: Float32Array.of(2, 1, 1, 3),
  directions: Float32Array.of(1, 0, 0.6, 0.8),
  highlight: Float32Array.of(0, 0),
};

const cosines = (answer: number[], context: Parameters<typeof whitenedAnswer>[2]) =>
  directionCosines(reference, whitenedAnswer(reference, answer, context));

describe('directionCosines', () => {
  it('standardises, whitens and compares an answer without a prompt', () => {
    // A = (2, 2); r = (1.5, 2.5); z = (1.5*2 + 2.5*1, 1.5*1 + 2.5*3) = (5.5, 9).
    const norm = Math.hypot(5.5, 9);
    const [risk, feature] = cosines([5, 10], null);
    expect(risk).toBeCloseTo(5.5 / norm, 12);
    expect(feature).toBeCloseTo((0.6 * 5.5 + 0.8 * 9) / norm, 6);
  });

  it('takes away what the prompt predicts', () => {
    // C = (3, 1, 1, 2); C @ prompt_term = (3 + 0.5, 1 + 1); r = (2 - 3.5 - 0.5, 2 - 2 + 0.5).
    // z = (-2*2 + 0.5*1, -2*1 + 0.5*3) = (-3.5, -0.5).
    const context = { prompt: [3, 3], header: [3, 5] };
    const norm = Math.hypot(3.5, 0.5);
    const [risk, feature] = cosines([5, 10], context);
    expect(risk).toBeCloseTo(-3.5 / norm, 12);
    expect(feature).toBeCloseTo((0.6 * -3.5 + 0.8 * -0.5) / norm, 6);
  });

  it('is 0 where the whitened vector vanishes', () => {
    // A = residual_mean, so r = 0.
    expect(cosines([2, 0], null)).toEqual([0, 0]);
  });
});

describe('standardisedPrompt', () => {
  it('is the prompt by the mean and deviation of ordinary prompts', () => {
    const context = { prompt: [3, 3], header: [0, 0] };
    expect([...standardisedPrompt(reference, context)]).toEqual([3, 1]);
  });
});
