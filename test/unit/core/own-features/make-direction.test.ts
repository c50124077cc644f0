import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  comparisonWith,
  makeDirection,
} from '../../../../server/core/own-features/make-direction.ts';
import type { UnitRows } from '../../../../server/core/own-features/unit-rows.ts';

function rows(width: number, ...vectors: readonly (readonly number[])[]): UnitRows {
  return { count: vectors.length, width, values: Float32Array.from(vectors.flat()) };
}
const none = rows(2);

describe('makeDirection', () => {
  it('is the difference of means without known directions', () => {
    const comparison = comparisonWith(rows(2, [1, 0], [0, 1]), none);
    // (1, 0) - (0.5, 0.5) = (0.5, -0.5), by its norm.
    const direction = makeDirection(rows(2, [1, 0]), none, comparison);
    expect(direction?.[0]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(direction?.[1]).toBeCloseTo(-Math.SQRT1_2, 6);
  });

  it('lets negatives count a quarter', () => {
    const comparison = comparisonWith(rows(2, [0, 1]), none);
    // (1, 0) - (0, -1) / 4 - 3/4 (0, 1) = (1, -0.5).
    const direction = makeDirection(rows(2, [1, 0]), rows(2, [0, -1]), comparison);
    expect(direction?.[0]).toBeCloseTo(1 / Math.sqrt(1.25), 6);
    expect(direction?.[1]).toBeCloseTo(-0.5 / Math.sqrt(1.25), 6);
  });

  it('is drawn toward known directions as the formula of the pack format says', () => {
    const known = rows(2, [0.6, 0.8]);
    const comparison = comparisonWith(rows(2, [0, 1]), known);
    const direction = makeDirection(rows(2, [1, 0], [0, 1]), none, comparison);
    // D = (0.5, 0.5) - (0, 1) = (0.5, -0.5); v = (1/2)/2 = 0.25; a = 0.250025; ridge = a / 0.0001 = 2500.25.
    // w = (0.3 - 0.4) / (1 + 2500.25) = -0.00003998; U'w = (-0.000023988, -0.000031984).
    const [a, w] = [0.005 ** 2 + 0.25, -0.1 / (1 + (0.005 ** 2 + 0.25) / 0.0001)];
    const by = 0.25 / a;
    const expected = [0.5 - by * (0.5 - 0.6 * w), -0.5 - by * (-0.5 - 0.8 * w)];
    const norm = Math.hypot(...expected);
    expect(direction?.[0]).toBeCloseTo((expected[0] ?? 0) / norm, 5);
    expect(direction?.[1]).toBeCloseTo((expected[1] ?? 0) / norm, 5);
  });

  it('has no direction where nothing differs', () => {
    const same = rows(2, [1, 0]);
    expect(makeDirection(same, none, comparisonWith(same, none))).toBeNull();
  });

  it('makes the directions that the pack builder makes', () => {
    const file = new URL(
      '../../../../python/tests/vectors/own-feature-vectors.json',
      import.meta.url,
    );
    const { known, ordinary, cases } = JSON.parse(readFileSync(file, 'utf8')) as {
      known: number[][];
      ordinary: number[][];
      cases: { positives: number[][]; negatives: number[][]; direction: number[] }[];
    };
    const comparison = comparisonWith(rows(6, ...ordinary), rows(6, ...known));
    expect(cases.length).toBeGreaterThan(2);
    for (const { positives, negatives, direction } of cases) {
      const made = makeDirection(rows(6, ...positives), rows(6, ...negatives), comparison);
      direction.forEach((value, i) => expect(made?.[i]).toBeCloseTo(value, 5));
    }
  });
});
