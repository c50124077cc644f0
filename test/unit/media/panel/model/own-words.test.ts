import { describe, expect, test } from 'vitest';
import {
  calmSentences,
  estimateText,
  marksWords,
  nearWords,
  percentOfThreshold,
  percentText,
  perThousandText,
  separationWords,
  thresholdFromPercent,
} from '../../../../../media/panel/model/own-words.ts';

const ranked = { id: 1, uri: 'file:///a', line: 0, contentHash: 'aa', excerpt: '' };

describe('figures of features', () => {
  test('come with their interval', () => {
    expect(estimateText({ value: 0.934, low: 0.85, high: 0.98 })).toBe('0.93 (0.85 to 0.98)');
    expect(estimateText({ value: -0.02, low: -0.12, high: 0.08 })).toBe('−0.02 (−0.12 to 0.08)');
    expect(perThousandText({ value: 0.0104, low: 0.0064, high: 0.0142 })).toBe('10 (6.4 to 14)');
    expect(perThousandText({ value: 1, low: 0, high: 1 })).toBe('1,000 (0 to 1,000)');
  });

  test('say when they are not known', () => {
    expect(separationWords(null)).toBe('separation not known yet');
    expect(separationWords({ value: 0.9, low: 0.8, high: 1 })).toBe(
      'separation 0.90 (0.80 to 1.00)',
    );
  });

  test('never say that a sample is nearer than it is', () => {
    expect(percentText(99.69)).toBe('99.6 %');
    expect(percentText(99.7)).toBe('99.7 %');
    expect(percentText(99.999)).toBe('99.99 %');
    expect(percentText(40)).toBe('40 %');
  });

  test('name the feature as in a sentence', () => {
    expect(nearWords({ ...ranked, percentile: 97.36, cosine: -0.211 }, 'Pump talk')).toBe(
      'nearer to “pump talk” than 97.3 % of ordinary samples (cosine −0.21)',
    );
  });
});

test('marks are counted by what they say', () => {
  const [like, unlike] = [{ sign: 'positive' }, { sign: 'negative' }] as const;
  expect(marksWords([])).toBe('no line is marked');
  expect(marksWords([like])).toBe('1 line like this, 0 not');
  expect(marksWords([like, unlike, like])).toBe('2 lines like this, 1 not');
});

test('warnings are not said twice', () => {
  expect(calmSentences({ sentences: ['a', 'w', 'b'], warnings: ['w'] })).toEqual(['a', 'b']);
});

describe('a threshold that somebody types', () => {
  test.each([
    ['99.5', 0.995],
    [' 99.87 % ', 0.9987],
    ['0', 0],
    ['100', 1],
  ])('%j counts', (typed, threshold) => {
    expect(thresholdFromPercent(typed)).toBe(threshold);
  });

  test.each(['', '%', 'many', '-1', '100.1', 'Infinity'])('%j is none', (typed) => {
    expect(thresholdFromPercent(typed)).toBeNull();
  });

  test('is shown as it was typed', () => {
    for (const typed of ['99.5', '99.87', '7']) {
      expect(percentOfThreshold(thresholdFromPercent(typed) ?? 0)).toBe(typed);
    }
  });
});
