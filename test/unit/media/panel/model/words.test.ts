import { describe, expect, it } from 'vitest';
import { qualityAdvice, qualityWords } from '../../../../../media/panel/model/quality-words.ts';
import { rowSentence } from '../../../../../media/panel/model/sample-words.ts';
import {
  cosineText,
  lineNumbers,
  riskText,
  samplesText,
  shareText,
} from '../../../../../media/panel/model/words.ts';
import { rowFlags } from '../../../../../server/map-protocol.ts';
import { makeRows } from '../made-rows.ts';

describe('numbers for people', () => {
  it('round risks down and say no more than is known', () => {
    const known = { ordinarySamples: 8081 };
    expect(riskText(0.9969, known)).toBe('99.6 %');
    expect(riskText(Math.fround(0.997), known)).toBe('99.7 %');
    expect(riskText(0.9996, known)).toBe('99.96 %');
    expect(riskText(1, known)).toBe('> 99.98 %');
    expect(riskText(0, { ordinarySamples: null })).toBe('0.0 %');
  });

  it('say shares, cosines and counts', () => {
    expect([0, 0.0004, 0.004, 0.5].map(shareText)).toEqual([
      '0 %',
      'less than 0.1 %',
      '0.4 %',
      '50 %',
    ]);
    expect(cosineText(-0.123)).toBe('−0.12');
    expect([samplesText(1), samplesText(12_480)]).toEqual(['1 sample', '12,480 samples']);
  });

  it('put neighbouring lines together', () => {
    expect(lineNumbers([2, 6, 7, 8, 11])).toBe('3, 7–9, 12');
    expect(lineNumbers([])).toBe('');
    expect(lineNumbers([0])).toBe('1');
  });
});

describe('rowSentence', () => {
  it('says where a sample is and what is known of it', () => {
    const rows = makeRows(2, {
      risk: Float32Array.of(0.996, Number.NaN),
      nearestOfAll: Uint8Array.of(0, 255),
      flags: Uint8Array.of(rowFlags.scored | rowFlags.flagged, rowFlags.untrained),
    });
    expect(rowSentence(rows, 0, true)).toBe(
      'Line 1, riskier than 99.6 % of ordinary samples, nearest to “risky advice”, flagged, selected.',
    );
    expect(rowSentence(rows, 1, false)).toBe('Line 2, nothing of it is trained.');
  });
});

describe('the quality of a map', () => {
  it('is said in words with its number', () => {
    const quality = { trustworthiness: 0.961, continuity: 0.72, neighbours: 15, samples: 2000 };
    const [trust, continuity] = qualityWords(quality);
    expect(trust).toMatchObject({ value: '0.96', verdict: 'good' });
    expect(trust?.meaning).toContain('15 nearest neighbours of 2,000 samples');
    expect(continuity?.verdict).toBe('poor');
    expect(qualityAdvice(quality, { kind: 'pca' })).toContain('not');
    const good = { ...quality, continuity: 0.96 };
    expect(qualityAdvice(good, { kind: 'umap' })).toContain('mostly near in truth');
    expect(qualityAdvice(good, { kind: 'harm' })).toContain('not which are alike');
  });
});
