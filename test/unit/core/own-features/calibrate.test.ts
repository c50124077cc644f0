import { describe, expect, it } from 'vitest';
import { calibrate } from '../../../../server/core/own-features/calibrate.ts';
import { auroc, placement, ranks, spearman } from '../../../../server/core/own-features/ranks.ts';
import { shareBelow } from '../../../../server/core/scoring/calibration.ts';

describe('calibrate', () => {
  it('gives the share of samples below each cosine', () => {
    const cosines = Array.from({ length: 1001 }, (_, i) => (i - 500) / 1000);
    const calibration = calibrate(
      cosines,
      cosines.map(() => 1),
    );
    expect(calibration.samples).toBe(1001);
    for (const share of [0.05, 0.37, 0.5, 0.9, 0.99]) {
      expect(shareBelow(calibration, share - 0.5)).toBeCloseTo(share, 2);
    }
    // Two of 1,001 lie above the last knot, 0.4985: 0.499 and 0.5, 0.001 on average, which is the least tail.
    expect(calibration.cosines.at(-1)).toBeCloseTo(0.4985, 4);
    expect(calibration.tailScale).toBeCloseTo(0.001, 3);
  });

  it('counts weights', () => {
    const calibration = calibrate([0, 0.1, 0.2, 0.3], [3, 1, 1, 1]);
    // Shares at the middle of each weight: 0.25, 0.583, 0.75, 0.917; the half lies at 0.1 * 0.25 / 0.333.
    expect(shareBelow(calibration, 0.075)).toBeCloseTo(0.5, 2);
  });
});

describe('ranks', () => {
  it('counts equal values half', () => {
    expect(placement(2, [1, 2, 3, 4])).toBe(0.375);
    expect(placement(2, [1, 3], [3, 1])).toBe(0.75);
    expect(auroc([2, 5], [1, 2, 3, 4])).toBe((0.375 + 1) / 2);
    expect(auroc([], [1])).toBeNull();
  });

  it('gives equal values their mean rank', () => {
    expect(ranks([30, 10, 30, 20])).toEqual([3.5, 1, 3.5, 2]);
  });

  it('correlates ranks', () => {
    expect(spearman([1, 2, 3], [10, 100, 1000])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8, 12);
    expect(spearman([1, 1], [1, 2])).toBeNull();
  });
});
