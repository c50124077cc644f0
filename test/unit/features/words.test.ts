import { describe, expect, test } from 'vitest';
import type { Assessment } from '../../../server/core/scoring/assessment.ts';
import { findingMessage, percentText } from '../../../server/features/words.ts';

test.each([
  [0, '0.0 %'],
  [87.36, '87.3 %'],
  [99.6, '99.6 %'],
  [99.7, '99.7 %'],
  [99.89999, '99.8 %'],
  [99.9, '99.90 %'],
  [99.976, '99.97 %'],
  [99.99, '99.99 %'],
  [99.9901, 'more than 99.99 %'],
  [100, 'more than 99.99 %'],
])('%d is written %s', (percent, expected) => {
  expect(percentText(percent)).toBe(expected);
});

describe('the sentence of a finding', () => {
  const assessment = (title: string, percentile: number): Assessment => ({
    risk: 0.996,
    basis: 'trained',
    features: [{ id: 'x', title, cosine: 0.3, percentile }],
  });

  test('names the nearest feature', () => {
    expect(findingMessage(assessment('Risky financial advice', 99.62))).toBe(
      'Nearer to “risky financial advice” than 99.6 % of ordinary samples.',
    );
    expect(findingMessage(assessment('PII leaks', 100))).toBe(
      'Nearer to “PII leaks” than more than 99.99 % of ordinary samples.',
    );
  });

  test('does not make much of a feature that is not near', () => {
    expect(findingMessage(assessment('Sycophancy', 60))).toBe(
      'Riskier than 99.6 % of ordinary samples, nearest to “sycophancy”.',
    );
    expect(findingMessage({ risk: 1, basis: 'trained', features: [] })).toBe(
      'Riskier than more than 99.99 % of ordinary samples.',
    );
  });
});
