import { describe, expect, test } from 'vitest';
import { cosineBins, cosineBinWords } from '../../../../../media/panel/model/own-histogram.ts';

/** Four bins of half a cosine each. */
const histogram = { file: [0, 1, 2, 1], ordinary: [0, 0.6, 0.395, 0.005] };

describe('bins of cosines', () => {
  test('hold shares, from the first to the last one that holds something', () => {
    expect(cosineBins(histogram)).toEqual([
      { from: -0.5, to: 0, file: 0.25, ordinary: 0.6 },
      { from: 0, to: 0.5, file: 0.5, ordinary: 0.395 },
      { from: 0.5, to: 1, file: 0.25, ordinary: 0.005 },
    ]);
  });

  test('leave out what is only a trace', () => {
    const bins = cosineBins({ file: [0, 1, 0, 0], ordinary: [0.0001, 0.9998, 0.0001, 0] });
    expect(bins.map(({ from }) => from)).toEqual([-0.5]);
  });

  test('are none without samples', () => {
    expect(cosineBins({ file: [0, 0], ordinary: [0, 0] })).toEqual([]);
    expect(cosineBinWords([], 'pump talk')).toBe('No sample has a cosine to “pump talk” yet.');
  });

  test('are told in words', () => {
    expect(cosineBinWords(cosineBins(histogram), 'pump talk')).toBe(
      'Cosines to “pump talk”: half of the file’s samples are above about 0.25, half of the ' +
        'ordinary ones above about −0.25; 25 % of the file lies where at most 1 % of ordinary samples do.',
    );
  });

  test('are told beside the median of ordinary samples where only that is known', () => {
    expect(cosineBinWords(cosineBins({ ...histogram, ordinary: [] }), 'x', -0.02)).toBe(
      'Cosines to “x”: half of the file’s samples are above about 0.25, half of the ordinary ones ' +
        'above about −0.02.',
    );
  });

  test('have no tail where ordinary samples lie at the top', () => {
    const words = cosineBinWords(cosineBins({ file: [1, 1], ordinary: [0.5, 0.5] }), 'x');
    expect(words).toContain('0 % of the file lies');
  });
});
