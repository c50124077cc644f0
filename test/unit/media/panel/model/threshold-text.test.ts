import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { depthOf } from '../../../../../media/panel/model/histogram.ts';
import {
  riskPercent,
  roundRisk,
  thresholdAfter,
  thresholdAt,
  thresholdWords,
} from '../../../../../media/panel/model/threshold-text.ts';

describe('a threshold in words', () => {
  test('says what is flagged and what false alarms cost', () => {
    const facts = { threshold: 0.99, flagged: 41, samples: 500, ordinarySamples: 8081 };
    expect(thresholdWords(facts)).toBe(
      'flag samples riskier than 99 % of ordinary samples: 41 of 500 lines; ' +
        'about 10 of 1,000 ordinary lines would be flagged (8.1 to 12, as measured on 8,081 ordinary samples)',
    );
  });

  test('leaves out what the pack does not know', () => {
    const facts = { threshold: 0, flagged: 1500, samples: 1500, ordinarySamples: null };
    expect(thresholdWords(facts)).toBe(
      'flag all samples: 1,500 of 1,500 lines; about 1,000 of 1,000 ordinary lines would be flagged',
    );
  });

  test('keeps two digits of what is above', () => {
    expect([0.5, 0.98713, 0.99, 0.998, 0.99987].map(riskPercent)).toEqual([
      '50 %',
      '98.7 %',
      '99 %',
      '99.8 %',
      '99.987 %',
    ]);
    expect(roundRisk(1)).toBe(1);
  });
});

describe('moving a threshold', () => {
  test('snaps to a named mark, and to nothing when it is farther', () => {
    expect(thresholdAt(2.04, 4, 0.06)).toBe(0.99);
    expect(thresholdAt(2.04, 4, 0)).toBe(0.9909);
    expect(thresholdAt(-1, 4, 0)).toBe(0);
    expect(thresholdAt(9, 4, 0)).toBe(0.9999);
  });

  test('goes by keys to both ends, and leaves other keys alone', () => {
    expect(thresholdAfter('Home', 0.99, 4)).toBe(0);
    expect(thresholdAfter('End', 0.99, 4)).toBe(0.9999);
    expect(thresholdAfter('a', 0.99, 4)).toBeNull();
    expect(thresholdAfter('ArrowRight', 0.99, 4)).toBe(0.9911);
    expect(thresholdAfter('ArrowLeft', 1, 4)).toBe(0.99989);
  });

  test('never stands still before an end', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 3.9, noNaN: true }), (depth) => {
        const at = thresholdAt(depth, 4, 0);
        expect(thresholdAfter('ArrowUp', at, 4)).toBeGreaterThan(at);
        if (depthOf(at) > 0.06) expect(thresholdAfter('ArrowDown', at, 4)).toBeLessThan(at);
      }),
    );
  });
});
