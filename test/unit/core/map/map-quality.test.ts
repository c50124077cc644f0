import { describe, expect, it } from 'vitest';
import { measureFidelity } from '../../../../server/core/map/fidelity.ts';
import { measureMap } from '../../../../server/core/map/map-quality.ts';
import { createRandom } from '../../../../server/core/map/random.ts';
import { clusteredTable, inOrder, tableOf } from './some-vectors.ts';

/** Rows on a quarter of a circle, at these degrees: the farther apart, the smaller the cosine. */
function arc(degrees: readonly number[]) {
  const radians = degrees.map((degree) => (degree * Math.PI) / 180);
  return tableOf(
    radians.map((angle) => [Math.round(127 * Math.cos(angle)), Math.round(127 * Math.sin(angle))]),
    2,
  );
}

describe('measureMap', () => {
  const table = arc([0, 10, 30, 60]);
  const y = [0, 0, 0, 0];

  it('is 1 for a map that keeps all orders', () => {
    expect(measureMap(table, [0, 1, 3, 6], y, inOrder(4))).toEqual({
      trustworthiness: 1,
      continuity: 1,
      neighbours: 1,
      samples: 4,
    });
  });

  it('is as computed by hand for a map that does not', () => {
    // True nearest: 0-1, 1-0, 2-1, 3-2. Row 3 is put at 0.4, beside row 0: the nearest on the map are
    // 0-3, 1-3, 2-1, 3-0. In truth 3 is third from 0 and third from 1, 0 is third from 3: 2 + 2 + 0 + 2.
    // On the map 1 is second from 0, 0 is second from 1, and 2 is third from 3: 1 + 1 + 0 + 2.
    // The factor is 2 / (4 * 1 * (8 - 3 - 1)) = 1 / 8.
    const quality = measureMap(table, [0, 1, 3, 0.4], y, inOrder(4));
    expect(quality?.trustworthiness).toBeCloseTo(1 - 6 / 8, 12);
    expect(quality?.continuity).toBeCloseTo(1 - 4 / 8, 12);
  });

  it('says nothing of fewer than four samples, and leaves out those without a place', () => {
    expect(measureMap(arc([0, 10, 30]), [0, 1, 3], y, inOrder(3))).toBeNull();
    expect(measureMap(table, [0, 1, Number.NaN, 6], y, inOrder(4))).toBeNull();
    const more = arc([0, 10, 30, 60, 90]);
    expect(measureMap(more, [0, 1, 3, 6, Number.NaN], [...y, 0], inOrder(5))?.samples).toBe(4);
  });

  it('stays within 0 and 1 for random maps, near one half for many samples', () => {
    const random = createRandom(3);
    const many = clusteredTable(300, 12, 1, 1);
    const [x, height] = [inOrder(300), inOrder(300)].map((rows) => Array.from(rows, random));
    const quality = measureMap(many, x ?? [], height ?? [], inOrder(300));
    expect(quality?.trustworthiness).toBeGreaterThan(0.4);
    expect(quality?.trustworthiness).toBeLessThan(0.6);
    expect(quality?.continuity).toBeGreaterThan(0.4);
    expect(quality?.continuity).toBeLessThan(0.6);
  });
});

describe('measureFidelity', () => {
  it('is 1 on a true map, and 0 for a row that was put elsewhere', () => {
    const degrees = Array.from({ length: 61 }, (_, i) => 1.4 * i);
    const table = arc(degrees);
    const y = new Float32Array(61);
    const right = measureFidelity(table, degrees, y, inOrder(61));
    expect(Math.min(...right)).toBe(1);
    // The first row is drawn beyond the last: none of its true neighbours is among the 30 nearest there.
    const wrong = measureFidelity(table, [100, ...degrees.slice(1)], y, inOrder(61));
    expect(wrong[0]).toBe(0);
    expect(wrong[40]).toBeGreaterThan(0.8);
  });

  it('is known for few rows and not for missing ones', () => {
    const table = tableOf([[1, 0], null, [0, 1]], 2);
    const places = [0.1, Number.NaN, 0.2];
    expect(Array.from(measureFidelity(table, places, places, inOrder(3)))).toEqual([
      1,
      Number.NaN,
      1,
    ]);
    expect(measureFidelity(tableOf([], 2), [], [], [])).toHaveLength(0);
  });

  it('compares with some rows when there are many, and tells how far it is', () => {
    const table = clusteredTable(4_200, 8, 20, 0.1);
    // A map with a place for each cluster; the first row is drawn in another one.
    const x = Array.from({ length: 4_200 }, (_, i) => (i % 20) + i / 1e6);
    x[0] = 10;
    const shares: number[] = [];
    const fidelity = measureFidelity(table, x, new Float32Array(4_200), inOrder(4_200), (share) =>
      shares.push(share),
    );
    expect(fidelity[0]).toBe(0);
    expect(fidelity.filter((value) => value < 0.3).length).toBeLessThan(200);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});
