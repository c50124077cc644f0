import { describe, expect, it } from 'vitest';
import { borderline } from '../../../../server/core/own-features/borderline.ts';
import { rowCosines, type UnitRows } from '../../../../server/core/own-features/unit-rows.ts';

/** Unit vectors of the plane at these angles, in degrees. */
function plane(...degrees: readonly number[]): UnitRows {
  const values = degrees.flatMap((angle) => [
    Math.cos((angle * Math.PI) / 180),
    Math.sin((angle * Math.PI) / 180),
  ]);
  return { count: degrees.length, width: 2, values: Float32Array.from(values) };
}

const direction = [1, 0];

function choose(rows: UnitRows, negatives: UnitRows, count: number, threshold = 0): number[] {
  const cosines = rowCosines(rows, direction);
  const positives = plane(0);
  return borderline({ rows, cosines, positives, negatives, direction, threshold }, count);
}

describe('borderline', () => {
  it('takes what lies halfway between the marked sides, and no copies', () => {
    // Means at cosine 1 and -1, so the boundary is 0; 90 and 91 degrees are copies of each other.
    expect(choose(plane(10, 90, 91, 170, 270), plane(180), 2).sort()).toEqual([1, 4]);
  });

  it('takes the threshold as the boundary without negatives', () => {
    // Of eight candidates for one place, the one at 60 degrees is not among the nearest to cosine -0.5.
    const rows = plane(60, 120, 121, 122, 123, 124, 125, 126, 127);
    expect(choose(rows, plane(), 1, -0.6)).not.toContain(0);
  });

  it('leaves out copies of marked samples', () => {
    expect(choose(plane(1, 2, 181), plane(180), 3)).toEqual([]);
  });
});
