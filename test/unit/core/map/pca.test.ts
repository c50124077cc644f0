import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeRows, placeVector } from '../../../../server/core/map/layout.ts';
import { fitPca } from '../../../../server/core/map/pca.ts';
import { principalAxes, symmetricEigen } from '../../../../server/core/map/principal-axes.ts';
import { clusteredTable, inOrder, tableOf } from './some-vectors.ts';

describe('principalAxes', () => {
  it('finds the axes of a matrix that is known by hand', () => {
    // Eigenvalues 3 along (1, 1) and 1 along (1, -1), and 2 along the third axis.
    const { axes, variances } = principalAxes(Float64Array.of(2, 1, 0, 1, 2, 0, 0, 0, 2), 3, 2);
    expect(Array.from(variances)).toEqual([expect.closeTo(3, 9), expect.closeTo(2, 9)]);
    const half = expect.closeTo(Math.SQRT1_2, 6) as number;
    expect(Array.from(axes[0] ?? [])).toEqual([half, half, expect.closeTo(0, 6)]);
    expect(Array.from(axes[1] ?? [])).toEqual([
      expect.closeTo(0, 6),
      expect.closeTo(0, 6),
      expect.closeTo(1, 6),
    ]);
  });

  it('gives zeros where nothing varies', () => {
    const { axes, variances } = principalAxes(new Float64Array(4), 2, 2);
    expect(Array.from(variances)).toEqual([0, 0]);
    expect(axes.flatMap((axis) => Array.from(axis)).every(Number.isFinite)).toBe(true);
  });

  it('turns small symmetric matrices into their eigenvectors', () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 16, maxLength: 16 }), (entries) => {
        const matrix = [0, 1, 2, 3].map((i) =>
          [0, 1, 2, 3].map((j) => entries[4 * Math.min(i, j) + Math.max(i, j)] ?? 0),
        );
        const { values, vectors } = symmetricEigen(matrix);
        values.forEach((value, k) => {
          matrix.forEach((row, i) => {
            const image = row.reduce((sum, x, j) => sum + x * (vectors[j]?.[k] ?? 0), 0);
            expect(image).toBeCloseTo(value * (vectors[i]?.[k] ?? 0), 8);
          });
        });
      }),
    );
  });
});

describe('fitPca', () => {
  it('places four rows as computed by hand', () => {
    // Unit vectors (1,0,0), (-1,0,0), (0,1,0), (0,-1,0) twice the first pair: mean 0, variances 2/3 and 1/3.
    const table = tableOf(
      [
        [9, 0, 0],
        [-9, 0, 0],
        [5, 0, 0],
        [-5, 0, 0],
        [0, 9, 0],
        [0, -9, 0],
      ],
      3,
    );
    const model = fitPca(table, inOrder(6));
    expect(model.explained).toEqual([expect.closeTo(2 / 3, 6), expect.closeTo(1 / 3, 6)]);
    const [right, left, , , up] = [0, 1, 2, 3, 4].map((i) => placeVector(model, table.bytes(i)));
    expect(right).toEqual([expect.closeTo(1, 5), expect.closeTo(0, 5)]);
    expect(left).toEqual([expect.closeTo(-1, 5), expect.closeTo(0, 5)]);
    expect(up).toEqual([expect.closeTo(0, 5), expect.closeTo(1, 5)]);
  });

  it('keeps clusters together, and places rows as it places vectors', () => {
    const table = clusteredTable(90, 40, 3);
    const model = fitPca(table, inOrder(90));
    const [x, y] = [new Float32Array(90), new Float32Array(90)];
    placeRows(model, table, 0, 90, x, y);
    const apart = (i: number, j: number) =>
      Math.hypot((x[i] ?? 0) - (x[j] ?? 0), (y[i] ?? 0) - (y[j] ?? 0));
    for (let i = 0; i < 87; i += 1) expect(apart(i, i + 3)).toBeLessThan(apart(i, i + 1));
    for (let i = 0; i < 90; i += 1) {
      const [px, py] = placeVector(model, table.bytes(i));
      expect(x[i]).toBeCloseTo(px, 3);
      expect(y[i]).toBeCloseTo(py, 3);
    }
    expect(Math.max(...x.map(Math.abs), ...y.map(Math.abs))).toBeCloseTo(1, 3);
  });

  it('is defined for few, equal and missing rows', () => {
    const equal = [7, -3, 2, 1];
    for (const rows of [
      [],
      [equal],
      [equal, equal, equal],
      [null, equal, null],
      [equal, [1, 2, 3, 4]],
      [null],
    ]) {
      const table = tableOf(rows, 4);
      const model = fitPca(table, inOrder(rows.length));
      const [x, y] = [new Float32Array(rows.length), new Float32Array(rows.length)];
      placeRows(model, table, 0, rows.length, x, y);
      rows.forEach((row, i) => {
        expect([x[i], y[i]].every(Number.isFinite)).toBe(row !== null);
        expect([x[i], y[i]].some((place) => Math.abs(place ?? 0) > 1.001)).toBe(false);
      });
      expect(placeVector(model, [1, 2, 3, 4]).every(Number.isFinite)).toBe(true);
      expect(placeVector(model, [0, 0, 0, 0])).toEqual([Number.NaN, Number.NaN]);
    }
  });

  it('gives the same map whatever the order of lines', () => {
    const table = clusteredTable(50, 20, 4);
    const reversed = tableOf(
      Array.from({ length: 50 }, (_, i) => Array.from(table.bytes(49 - i))),
      20,
    );
    const model = fitPca(table, inOrder(50));
    expect(fitPca(reversed, inOrder(50).reverse())).toEqual(model);
  });
});
