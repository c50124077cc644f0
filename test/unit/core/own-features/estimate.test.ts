import { describe, expect, it } from 'vitest';
import {
  aurocEstimate,
  betaQuantile,
  incompleteBeta,
  shareEstimate,
} from '../../../../server/core/own-features/estimate.ts';

describe('shareEstimate', () => {
  // Intervals of Clopper and Pearson as R's binom.test gives them.
  it.each([
    [0, 10, 0, 0.3084971],
    [1, 10, 0.002528579, 0.4450161],
    [5, 10, 0.187086, 0.812914],
    [10, 10, 0.6915029, 1],
    [25, 2500, 0.006481, 0.014727],
  ])('of %i in %i lies between %f and %f', (successes, count, low, high) => {
    const found = shareEstimate(successes, count);
    expect(found.value).toBeCloseTo(successes / count, 12);
    expect(found.low).toBeCloseTo(low, 5);
    expect(found.high).toBeCloseTo(high, 5);
  });
});

describe('incompleteBeta', () => {
  it('is the distribution function of known cases', () => {
    // Uniform; and for whole numbers a sum of binomial terms: 1 - 0.6^3 and 0.3^2 (3 - 2 * 0.3).
    expect(incompleteBeta(0.37, 1, 1)).toBeCloseTo(0.37, 12);
    expect(incompleteBeta(0.4, 1, 3)).toBeCloseTo(1 - 0.6 ** 3, 12);
    expect(incompleteBeta(0.3, 2, 2)).toBeCloseTo(0.09 * 2.4, 12);
  });

  it('is undone by the quantile', () => {
    for (const p of [0.001, 0.025, 0.5, 0.975]) {
      expect(incompleteBeta(betaQuantile(p, 26, 2475), 26, 2475)).toBeCloseTo(p, 9);
    }
  });
});

describe('aurocEstimate', () => {
  it('is Wilson’s interval for a share', () => {
    // 8 of 10: (0.8 + 0.19207) / 1.38415 = 0.71674; half 1.41602 * sqrt(0.016 + 0.0096036) = 0.22658.
    const found = aurocEstimate(0.8, 10);
    expect(found.low).toBeCloseTo(0.49016, 4);
    expect(found.high).toBeCloseTo(0.94332, 4);
  });

  it('says little of one sample, and is never empty', () => {
    const found = aurocEstimate(1, 1);
    expect(found.low).toBeCloseTo(0.2065, 3);
    expect(found.high).toBe(1);
  });
});
