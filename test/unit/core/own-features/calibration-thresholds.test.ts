import { expect, it } from 'vitest';
import { calibrationThresholds } from '../../../../server/core/own-features/calibration-thresholds.ts';
import { namedThresholds } from '../../../../server/core/own-features/expected-rates.ts';

it('lists thresholds in order, each once, with the named ones and those in force', () => {
  const thresholds = calibrationThresholds(0.95, 0.9876, Number.POSITIVE_INFINITY);
  expect(thresholds).toEqual([...new Set(thresholds)].sort((a, b) => a - b));
  expect(thresholds).toEqual(expect.arrayContaining([0.9876, ...Object.values(namedThresholds)]));
  expect(thresholds.at(-1)).toBeLessThanOrEqual(1);
});
