import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestValues } from '../../../../server/core/map/largest-values.ts';
import { nearestRows, nearestRowsInSteps } from '../../../../server/core/map/nearest-rows.ts';
import { clusteredTable, tableOf } from './some-vectors.ts';

describe('largestValues', () => {
  it('agrees with sorting', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(value), fc.integer({ min: 0, max: 12 }), (values, count) => {
        const sorted = Array.from(values.keys())
          .filter((i) => !Number.isNaN(values[i]))
          .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
        expect(Array.from(largestValues(values, count))).toEqual(sorted.slice(0, count));
      }),
    );
  });
});

describe('nearestRows', () => {
  it('finds the nearest first, ties by row, without the row and missing ones', () => {
    const table = tableOf([[1, 0], null, [0, 1], [3, 4], [6, 8], [-1, 0], [2, 0]], 2);
    const { rows, cosines } = nearestRows(table, 0, 4);
    expect(Array.from(rows)).toEqual([6, 3, 4, 2]);
    expect(Array.from(cosines)).toEqual(
      [1, 0.6, 0.6, 0].map((value) => expect.closeTo(value, 6) as number),
    );
    expect(nearestRows(table, 0, 99).rows).toHaveLength(5);
    expect(nearestRows(table, 1, 3).rows).toHaveLength(0);
  });

  it('pauses on the way and comes to the same', () => {
    const table = clusteredTable(9_000, 16, 5);
    const steps = nearestRowsInSteps(table, 12, 20);
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses += 1;
    expect(pauses).toBe(3);
    expect(step.value).toEqual(nearestRows(table, 12, 20));
  });
});
