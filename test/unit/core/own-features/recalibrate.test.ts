import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  cosineAt,
  recalibrate,
  withCalibrations,
  type OrdinaryScore,
} from '../../../../server/core/own-features/recalibrate.ts';
import type { Calibration } from '../../../../server/core/pack/pack.ts';
import { riskOf } from '../../../../server/core/scoring/assessment.ts';
import { shareBelow } from '../../../../server/core/scoring/calibration.ts';
import { tinyPack, tinyScore } from '../../cli/tiny-pack.ts';

/** Cosines of ordinary samples are spread evenly from 0 to 0.2 in this pack. */
const even: Calibration = {
  cosines: [0, 0.1, 0.196],
  shares: [0.001, 0.5, 0.98],
  tailScale: 0.002,
  samples: 1000,
};
const pack = {
  ...tinyPack,
  risk: { ...tinyPack.risk, calibration: even },
  features: tinyPack.features.map((feature) => ({ ...feature, calibration: even })),
};

function own(count: number, cosine: (at: number) => number): OrdinaryScore[] {
  return Array.from({ length: count }, (_, at) => ({
    contentHash: createHash('sha256').update(String(at)).digest('hex'),
    riskCosine: cosine(at),
    featureCosines: [cosine(at), 0],
  }));
}

describe('cosineAt', () => {
  it.each([0.0005, 0.001, 0.2, 0.5, 0.9, 0.98, 0.999])('undoes shareBelow at %s', (share) => {
    expect(shareBelow(even, cosineAt(even, share))).toBeCloseTo(share, 12);
  });
});

describe('recalibrate', () => {
  it('leaves percentiles alone when own samples lie as those of the pack', () => {
    const { risk, before, after } = recalibrate(
      pack,
      own(400, (at) => (0.2 * (at + 0.5)) / 400),
    );
    for (const cosine of [0.02, 0.1, 0.15]) {
      expect(shareBelow(risk, cosine)).toBeCloseTo(shareBelow(even, cosine), 2);
    }
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(after)).toBeCloseTo(mean(before), 2);
  });

  it('moves them half-way to own samples that count as much as the pack', () => {
    // All own samples lie at 0.3, where the pack has none: half of all ordinary samples are below 0.2 then.
    const { risk, features, before, after } = recalibrate(
      pack,
      own(200, () => 0.3),
    );
    expect(shareBelow(risk, 0.25)).toBeCloseTo(0.5, 1);
    expect(shareBelow(risk, 0.1)).toBeCloseTo(0.25, 1);
    expect(shareBelow(features[0] ?? even, 0.25)).toBeCloseTo(0.5, 1);
    expect(Math.min(...before)).toBeGreaterThan(0.99);
    expect(Math.max(...after)).toBeLessThan(before[0] ?? 0);
  });

  it('does not depend on the order of the samples', () => {
    const samples = own(50, (at) => at / 200);
    expect(recalibrate(pack, samples.toReversed())).toEqual(recalibrate(pack, samples));
  });

  it('changes the risk and nothing else of a pack', () => {
    const joined = withCalibrations(
      pack,
      recalibrate(
        pack,
        own(200, () => 0.3),
      ),
    );
    const score = tinyScore({ riskCosine: 0.25 });
    expect(riskOf(score, joined)).toBeLessThan(riskOf(score, pack));
    expect(joined.hash).toBe(pack.hash);
    expect(joined.risk.thresholds).toEqual(pack.risk.thresholds);
  });
});
