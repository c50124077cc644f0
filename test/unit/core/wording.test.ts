import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assessment } from '../../../server/core/scoring/assessment.ts';
import {
  countText,
  findingMessage,
  ordinaryPart,
  percentText,
} from '../../../server/core/wording.ts';

const knowing = (samples: number): { risk: { calibration: { samples: number } } } => ({
  risk: { calibration: { samples } },
});
const pack = knowing(9081);

test.each([
  [0, '0.0 %'],
  [87.36, '87.3 %'],
  [99.6, '99.6 %'],
  [99.7, '99.7 %'],
  [99.89999, '99.8 %'],
  [99.9, '99.90 %'],
  [99.976, '99.97 %'],
  // 9,080 of 9,081 are 99.98899 %.
  [99.98898, '99.98 %'],
  [99.989, '> 99.98 %'],
  [100, '> 99.98 %'],
])('%d is written %s', (percent, expected) => {
  expect(percentText(percent, pack)).toBe(expected);
});

test('whole numbers have commas, as in English', () => {
  fc.assert(
    fc.property(fc.nat(), (count) => {
      expect(countText(count)).toBe(count.toLocaleString('en-US'));
    }),
  );
});

test('a pack that does not say how many samples it knows claims no more than 10,000 could', () => {
  expect(percentText(99.99, {})).toBe('99.99 %');
  expect(percentText(99.9901, {})).toBe('> 99.99 %');
  expect(ordinaryPart(1, {})).toBe('nearly all ordinary samples');
});

test('no number is above the share that it stands for', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 2, max: 1e6 }),
      (share, samples) => {
        const text = percentText(100 * share, knowing(samples));
        expect(Number.parseFloat(text.replace('> ', ''))).toBeLessThanOrEqual(100 * share + 1e-8);
        const isBeyond = share > 1 - 1 / samples;
        expect(ordinaryPart(share, knowing(samples)).startsWith('nearly all of ')).toBe(isBeyond);
      },
    ),
  );
});

describe('the sentence of a finding', () => {
  const assessment = (title: string, percentile: number): Assessment => ({
    risk: 0.996,
    basis: 'trained',
    features: [{ id: 'x', title, cosine: 0.3, percentile }],
  });

  test('names the nearest feature', () => {
    expect(findingMessage(assessment('Risky financial advice', 99.62), pack)).toBe(
      'Nearer to “risky financial advice” than 99.6 % of ordinary samples.',
    );
    expect(findingMessage(assessment('PII leaks', 100), pack)).toBe(
      'Nearer to “PII leaks” than nearly all of 9,081 ordinary samples.',
    );
  });

  test('does not make much of a feature that is not near', () => {
    expect(findingMessage(assessment('Sycophancy', 60), pack)).toBe(
      'Riskier than 99.6 % of ordinary samples, nearest to “sycophancy”.',
    );
    expect(findingMessage({ risk: 1, basis: 'trained', features: [] }, pack)).toBe(
      'Riskier than nearly all of 9,081 ordinary samples.',
    );
  });
});
