import { describe, expect, test } from 'vitest';
import { agreementWords, figureWords } from '../../../../../media/panel/model/opinion-words.ts';
import type { Opinion } from '../../../../../server/own-feature-protocol.ts';

const opinion: Opinion = {
  id: 'keywords',
  title: 'Keywords',
  samples: 1000,
  both: 20,
  geometryOnly: 5,
  opinionOnly: 6,
  neither: 969,
  correlation: { value: 0.42, low: 0.36, high: 0.48 },
  kappa: null,
  geometryOnlySamples: [],
  opinionOnlySamples: [],
  message: '',
};

describe('a second opinion', () => {
  test('is compared in words', () => {
    expect(agreementWords(opinion)).toBe(
      'The two agree on 99 % of 1,000 samples. Both flag 20; the geometry alone flags 5, and Keywords alone 6.',
    );
  });

  test('says when there is nothing to compare', () => {
    const none = { ...opinion, both: 0, geometryOnly: 0, opinionOnly: 0, neither: 0 };
    expect(agreementWords(none)).toBe('No sample has a score of Keywords.');
  });

  test('has figures with intervals, or says that it has none', () => {
    expect(figureWords(opinion)).toEqual([
      'Rank correlation of the two scores: 0.42 (0.36 to 0.48). 0 is none, 1 the same order.',
      'Agreement beyond chance cannot be said.',
    ]);
  });
});
