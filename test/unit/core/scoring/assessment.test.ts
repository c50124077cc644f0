import { describe, expect, it } from 'vitest';
import type { Pack } from '../../../../server/core/pack/pack.ts';
import { assess, riskOf } from '../../../../server/core/scoring/assessment.ts';
import type { SampleScore } from '../../../../server/core/scoring/sample-score.ts';

const calibration = { cosines: [0, 1], shares: [0.5, 0.75], tailScale: 1 };
const features = ['a', 'b', 'c'].map((id) => ({
  id,
  title: id.toUpperCase(),
  description: '',
  examples: [],
  calibration,
}));
const file = { sha256: '', size: 1 };
const pack: Pack = {
  hash: '',
  name: 'p',
  version: '1',
  model: { name: 'm', source: '', licence: '' },
  layer: 1,
  width: 1,
  rendering: { turnStart: '<', turnEnd: '>', separator: '\n' },
  window: { tokens: 2, context: 1 },
  risk: { calibration, thresholds: { warning: 0.99, error: 0.998 } },
  highlight: { lengthWeight: 1 },
  features,
  probe: null,
  files: { 'trunk.onnx': file, 'tokenizer.json': file, 'features.safetensors': file },
};
const score: SampleScore = {
  basis: 'trained',
  riskCosine: 0.5,
  featureCosines: [0.2, 0.4, 0.4],
  sentence: null,
  phrase: null,
  tokens: 9,
  trainedTokens: 3,
  scoredTokens: 3,
};

describe('assess', () => {
  it('gives risk and percentiles by the calibration, the nearest feature first', () => {
    const { risk, features: near, basis } = assess(score, pack);
    expect(risk).toBe(0.625);
    expect(basis).toBe('trained');
    // Equally near features keep the pack's order; 100 * (0.5 + 0.25 * 0.4).
    expect(near.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    near.forEach(({ percentile }, k) => expect(percentile).toBeCloseTo([60, 60, 55][k] ?? 0, 12));
    expect(near[0]).toEqual({ id: 'b', title: 'B', cosine: 0.4, percentile: 60 });
  });

  it('gives untrained text no risk', () => {
    expect(assess({ ...score, basis: 'display' }, pack).risk).toBe(0);
    expect(riskOf({ ...score, basis: 'display' }, pack)).toBe(0);
  });
});
