import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../../server/core/pack/pack.ts';
import { shareBelow } from '../../../../server/core/scoring/calibration.ts';

const calibration: Calibration = {
  cosines: [-0.2, 0, 0.1],
  shares: [0.1, 0.5, 0.9],
  tailScale: 0.05,
};

describe('shareBelow', () => {
  it.each([
    // 0.1 * (-0.6 + 1) / (-0.2 + 1)
    ['below the first knot', -0.6, 0.05],
    ['at the first knot', -0.2, 0.1],
    // half way from 0.1 to 0.5
    ['between knots', -0.1, 0.3],
    ['at an inner knot', 0, 0.5],
    // 0.5 + 0.4 * 0.25
    ['between other knots', 0.025, 0.6],
    ['at the last knot', 0.1, 0.9],
    // 1 - 0.1 * exp(-1)
    ['one tail scale above', 0.15, 1 - 0.1 * Math.exp(-1)],
    ['at the least cosine', -1, 0],
  ])('%s', (_, cosine, share) => {
    expect(shareBelow(calibration, cosine)).toBeCloseTo(share, 12);
  });

  it('grows strictly with the cosine and stays within 0 and 1', () => {
    const step = fc.double({ min: 1e-6, max: 0.1, noNaN: true });
    const cosine = fc.double({ min: -1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(cosine, step, (low, gap) => {
        const [below, above] = [shareBelow(calibration, low), shareBelow(calibration, low + gap)];
        expect(above).toBeGreaterThan(below);
        expect(below).toBeGreaterThanOrEqual(0);
        expect(above).toBeLessThan(1);
      }),
    );
  });
});
