import { describe, expect, test } from 'vitest';
import {
  factsAt,
  factsWords,
  levelOf,
  ordinaryWords,
  rowInForce,
} from '../../../../../media/panel/model/calibration-curve.ts';
import type { CalibrationRow } from '../../../../../server/own-feature-protocol.ts';

function row(threshold: number, flagged: number, precision: number | null = null): CalibrationRow {
  const share = 1 - threshold;
  const known = precision === null ? null : { value: precision, low: precision, high: precision };
  return {
    threshold,
    flagged,
    falseAlarms: { value: share, low: share / 2, high: 2 * share },
    precision: known,
    recall: known,
  };
}

const rows = [row(0.99, 10), row(0.9, 40), row(0.999, 2)];

describe('what a threshold costs and brings', () => {
  test('is that of its row', () => {
    expect(factsAt(rows, 0.99)).toBe(rows[0]);
    expect(factsAt(rows, 0.999)).toBe(rows[2]);
  });

  test('is between two rows in proportion to the depth', () => {
    // -log10(1 - 0.9683772) is 1.5: half way between 0.9 and 0.99.
    const facts = factsAt(rows, 1 - 10 ** -1.5);
    expect(facts?.flagged).toBe(25);
    expect(facts?.falseAlarms.value).toBeCloseTo(0.055, 9);
    expect(facts?.falseAlarms.high).toBeCloseTo(0.11, 9);
    expect(facts?.precision).toBeNull();
  });

  test('is that of the outermost row beyond it', () => {
    expect(factsAt(rows, 0.5)).toBe(rows[1]);
    expect(factsAt(rows, 1)).toBe(rows[2]);
    expect(factsAt([], 0.99)).toBeNull();
  });

  test('is known up to a threshold that nothing reaches', () => {
    const facts = factsAt([row(0.99, 10), row(1, 0)], 0.995);
    expect(facts?.flagged).toBe(10);
  });

  test('leaves out what labels do not tell', () => {
    const words = factsWords({ ...row(0.99, 10, 0.5), precision: null }, 10);
    expect(words).toMatch(/On your labels, recall is 0\.50 \(0\.50 to 0\.50\)\.$/);
  });

  test('is told in words, with labels where there are some', () => {
    expect(factsWords(row(0.99, 10), 1200)).toBe(
      'At 99 %, 10 of 1,200 lines are flagged, and of 1,000 ordinary lines about 10 (5 to 20) would be.',
    );
    expect(factsWords(row(0.99, 10, 0.5), 1200)).toContain(
      'On your labels, precision is 0.50 (0.50 to 0.50) and recall is 0.50',
    );
  });
});

test('the row in force is the last one that the threshold reaches', () => {
  const sorted = [row(0.9, 40), row(0.99, 10), row(0.999, 2)];
  expect([0.5, 0.9, 0.95, 0.99, 1].map((threshold) => rowInForce(sorted, threshold))).toEqual([
    -1, 0, 0, 1, 2,
  ]);
});

test('heights go by powers of ten', () => {
  expect([0, 0.1, 1, 10, 1000, 5000, Number.NaN].map(levelOf)).toEqual([0, 0, 0.25, 0.5, 1, 1, 0]);
});

test('ordinary data of one’s own tells what it changes', () => {
  const before = { value: 0.031, low: 0.02, high: 0.04 };
  const after = { value: 0.01, low: 0.006, high: 0.014 };
  expect(ordinaryWords({ before, after })).toBe(
    'Of 1,000 of your own ordinary lines, about 31 (20 to 40) would be flagged by the bundled ' +
      'reference alone, and about 10 (6 to 14) now.',
  );
  expect(ordinaryWords({ before: null, after })).toBeNull();
});
