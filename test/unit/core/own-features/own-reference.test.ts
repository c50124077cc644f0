import { describe, expect, it } from 'vitest';
import type { FeatureSpace } from '../../../../server/core/own-features/fit-feature.ts';
import { cholesky, solveLower } from '../../../../server/core/own-features/linear-algebra.ts';
import {
  parseOrdinaryFile,
  serialiseOrdinaryFile,
} from '../../../../server/core/own-features/ordinary-file.ts';
import {
  finish,
  joinReference,
  moveDirection,
  ownReferenceCosines,
} from '../../../../server/core/own-features/own-reference.ts';
import { rankRows } from '../../../../server/core/own-features/rank-rows.ts';
import { expectedRates } from '../../../../server/core/own-features/expected-rates.ts';
import { quantise } from '../../../../server/core/scoring/sample-vectors.ts';

describe('cholesky', () => {
  it('splits a matrix, and solves with the part', () => {
    // [[4, 2], [2, 5]] = L L' with L = [[2, 0], [1, 2]].
    const lower = finish(cholesky(Float64Array.of(4, 2, 2, 5), 2));
    expect(lower).toEqual(Float64Array.of(2, 0, 1, 2));
    // 2 x = 6, x + 2 y = 7.
    expect(lower && solveLower(lower, 2, Float64Array.of(6, 7))).toEqual(Float64Array.of(3, 2));
    expect(finish(cholesky(Float64Array.of(1, 2, 2, 1), 2))).toBeNull();
  });
});

/** Ordinary samples on a circle, and one direction. */
const angles = Array.from({ length: 400 }, (_, i) => (i * Math.PI) / 200);
const space: FeatureSpace = {
  ordinary: {
    answers: {
      count: 400,
      width: 2,
      values: Float32Array.from(angles.flatMap((a) => [Math.cos(a), Math.sin(a)])),
    },
    prompts: { count: 0, width: 2, values: new Float32Array(0) },
    weights: new Float64Array(400).fill(1),
    norms: new Float64Array(400).fill(Math.SQRT2),
  },
  directions: Float32Array.of(0.6, 0.8),
  featureIds: [],
};

describe('joinReference', () => {
  const own = Array.from({ length: 50 }, (_, i) => ({
    contentHash: (i * 40_503).toString(16).padStart(8, '0').padEnd(64, '0'),
    answer: quantise([i % 2 === 0 ? 3 : 1, 0]),
  }));

  it('mixes mean and covariance as the formula says', () => {
    const reference = finish(joinReference(own, space, { moments: 50, percentiles: 50 }));
    // Half of each: mean (1, 0); covariance ((50 + 25 * 9 + 25) / 100 - 1, 0; 0, 1/2) = (2, 0; 0, 0.5).
    expect(reference?.mean[0]).toBeCloseTo(1, 6);
    expect(reference?.lower[0]).toBeCloseTo(Math.SQRT2, 6);
    expect(reference?.lower[3]).toBeCloseTo(Math.SQRT1_2, 6);
    // L^-1 (0.6, 0.8) = (0.42426, 1.13137), of norm 1.20830.
    const direction = reference?.directions[0];
    expect(direction?.[0]).toBeCloseTo(0.42426 / 1.2083, 4);
    const moved = reference && moveDirection(reference, [0.6, 0.8]);
    expect(moved?.[0]).toBeCloseTo(direction?.[0] ?? 0, 6);
    // (2, 1) lies at ((2 - 1) / 1.41421, 1 / 0.70711) = (0.70711, 1.41421), of norm 1.58114.
    const [cosine] = reference ? ownReferenceCosines(reference, quantise([2, 1])) : [];
    const dot = (0.70711 * 0.42426 + 1.41421 * 1.13137) / (1.58114 * 1.2083);
    expect(cosine).toBeCloseTo(dot, 2);
  });

  it('makes own samples less unusual than the pack alone does', () => {
    const reference = finish(joinReference(own, space, { moments: 50, percentiles: 50 }));
    const mean = (shares: readonly number[] = []): number =>
      shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean(reference?.after)).toBeLessThan(mean(reference?.before));
    expect(reference?.calibrations[0]?.samples).toBe(450);
  });

  it('does not depend on the order of the samples', () => {
    const one = finish(joinReference(own, space));
    expect(finish(joinReference([...own].reverse(), space))).toEqual(one);
  });
});

describe('an ordinary file', () => {
  it('is read as it was written, sorted', () => {
    const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
    const text = serialiseOrdinaryFile({
      sources: [{ name: 'x.jsonl', contentHashes: [b, a, b] }],
    });
    expect(parseOrdinaryFile(text)).toEqual({
      kind: 'ordinary',
      file: { sources: [{ name: 'x.jsonl', contentHashes: [a, b] }] },
    });
    expect(parseOrdinaryFile('{}').kind).toBe('problem');
    expect(parseOrdinaryFile('no').kind).toBe('problem');
  });
});

describe('rankRows', () => {
  it('puts the nearest first, equal ones in their order, and what is no number last', () => {
    expect([...rankRows([0.1, NaN, 0.9, 0.1, -1, 0.90001])]).toEqual([5, 2, 0, 3, 1, 4]);
    expect(rankRows([])).toHaveLength(0);
  });
});

describe('expectedRates', () => {
  it('counts false alarms, precision and recall', () => {
    const ordinary = Array.from({ length: 100 }, (_, i) => i / 100);
    const labelled = [
      { share: 0.99, harmful: true },
      { share: 0.5, harmful: true },
      { share: 0.95, harmful: false },
    ];
    const [rates] = expectedRates([0.9], ordinary, labelled);
    expect(rates?.falseAlarms.value).toBeCloseTo(0.1, 12);
    expect(rates?.precision?.value).toBe(0.5);
    expect(rates?.recall?.value).toBe(0.5);
    const [none] = expectedRates([0.999], ordinary, []);
    expect(none?.falseAlarms).toMatchObject({ value: 0, low: 0 });
    expect(none?.precision).toBeNull();
  });
});
