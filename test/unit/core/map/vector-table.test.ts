import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Directions } from '../../../../server/core/map/directions.ts';
import { VectorTable } from '../../../../server/core/map/vector-table.ts';
import { clusteredTable, tableOf } from './some-vectors.ts';

const bytes = fc.integer({ min: -127, max: 127 });
const thousandths = fc.integer({ min: -5_000, max: 5_000 }).map((value) => value / 1_000);

/** A table and a direction, at widths that do and do not fill whole steps of the fast loop. */
const cases = fc.integer({ min: 1, max: 70 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    rows: fc.array(fc.array(bytes, { minLength: width, maxLength: width }), { maxLength: 40 }),
    directions: fc.array(fc.array(thousandths, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 20,
    }),
  }),
);

function plainCosine(left: readonly number[], right: readonly number[]): number {
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const norms = Math.sqrt(product(left, left) * product(right, right));
  return norms > 0 ? product(left, right) / norms : 0;
}

describe('VectorTable', () => {
  it('computes a cosine that is known by hand', () => {
    const table = tableOf([[3, 4], [4, 3], null, [0, 0]], 2);
    expect(table.cosine(0, 1)).toBeCloseTo(24 / 25, 6);
    expect(Array.from(table.cosinesTo([1, 0]))).toEqual([
      expect.closeTo(0.6, 6),
      expect.closeTo(0.8, 6),
      0,
      0,
    ]);
    expect([0, 1, 2, 3].map((row) => table.has(row))).toEqual([true, true, false, false]);
    expect(Array.from(table.toUnit(0))).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
    expect(Array.from(table.toUnit(2))).toEqual([0, 0]);
  });

  it('agrees with plain arithmetic at every width', () => {
    fc.assert(
      fc.property(cases, ({ width, rows, directions }) => {
        const table = tableOf(rows, width);
        const cosines = table.cosines(Directions.of(directions, width));
        rows.forEach((row, i) => {
          directions.forEach((direction, j) => {
            expect(cosines[i * directions.length + j]).toBeCloseTo(plainCosine(row, direction), 3);
          });
          expect(table.cosine(i, 0)).toBeCloseTo(plainCosine(row, rows[0] ?? []), 5);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('does not overflow with the largest numbers, nor with very wide vectors', () => {
    for (const width of [576, 4_096]) {
      const row = Array.from({ length: width }, () => 127);
      const table = tableOf([row, row.map((value) => -value)], width);
      const cosines = table.cosinesTo(Array.from({ length: width }, () => 1e6));
      expect(cosines[0]).toBeCloseTo(1, 5);
      expect(cosines[1]).toBeCloseTo(-1, 5);
    }
  });

  it('compares a range of rows, over many blocks, as it compares each row', () => {
    const table = clusteredTable(1_000, 576, 3);
    const directions = table.directions(Uint32Array.from({ length: 40 }, (_, i) => i * 11));
    const all = table.cosines(directions);
    const part = table.cosines(directions, 450, 700);
    expect(part).toEqual(all.subarray(450 * 40, 700 * 40));
    for (const [row, j] of [
      [0, 0],
      [227, 17],
      [999, 39],
    ] as const) {
      expect(all[row * 40 + j]).toBeCloseTo(table.cosine(row, j * 11), 6);
    }
  });

  it('is the same table on the other side of a thread, in the same memory', () => {
    const table = tableOf([[1, 2], null], 2);
    const copy = new VectorTable(structuredClone(table.parts));
    table.set(1, { scale: 1, values: Int8Array.of(2, 1) });
    expect(copy.cosine(0, 1)).toBeCloseTo(0.8, 6);
    expect(table.parts.values).toBeInstanceOf(SharedArrayBuffer);
  });

  it('leaves out a vector of another width, and numbers that are none', () => {
    const table = tableOf(
      [
        [1, 2, 3],
        [1, 1],
      ],
      2,
    );
    expect(table.has(0)).toBe(false);
    expect(Array.from(table.cosinesTo([Number.NaN, 1]))).toEqual([
      0,
      expect.closeTo(Math.SQRT1_2, 5),
    ]);
    expect(VectorTable.empty(0, 576).cosinesTo(new Float32Array(576))).toEqual(new Float32Array());
  });
});
