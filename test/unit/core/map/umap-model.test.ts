import { describe, expect, it } from 'vitest';
import { placeRows, placeVector } from '../../../../server/core/map/layout.ts';
import type { UmapModel } from '../../../../server/core/map/umap-model.ts';
import { clusteredTable, tableOf } from './some-vectors.ts';

function modelOf(
  rows: readonly (readonly number[])[],
  places: readonly [number, number][],
): UmapModel {
  const width = rows[0]?.length ?? 2;
  return {
    kind: 'umap',
    width,
    landmarks: tableOf(rows, width).parts,
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
  };
}

describe('a UMAP model', () => {
  const two = modelOf(
    [
      [1, 0],
      [0, 1],
    ],
    [
      [-1, 0.5],
      [1, 0.5],
    ],
  );

  it('puts a landmark at its own place, whatever its length', () => {
    expect(placeVector(two, [40, 0])).toEqual([-1, 0.5]);
    expect(placeVector(two, [0, 0.1])).toEqual([1, 0.5]);
  });

  it('weighs landmarks by 1 / d^2 when all of them count', () => {
    expect(placeVector(two, [1, 1])).toEqual([expect.closeTo(0, 4), expect.closeTo(0.5, 6)]);
    // Cosines 0.8 and 0.6: squared distances 0.4 and 0.8, so the weights are 2 : 1.
    expect(placeVector(two, [4, 3])[0]).toBeCloseTo(-1 / 3, 3);
  });

  it('moves a vector little when it changes little', () => {
    const table = clusteredTable(60, 12, 4, 0.8);
    const rows = Array.from({ length: 59 }, (_, i) => Array.from(table.bytes(i)));
    const model = modelOf(
      rows,
      rows.map((_, i) => [Math.cos(i), Math.sin(i)]),
    );
    const from = table.toUnit(59);
    const to = table.toUnit(58);
    let last = placeVector(model, from);
    for (let step = 1; step <= 1_000; step += 1) {
      const next = placeVector(
        model,
        from.map((value, i) => value + (step / 1_000) * ((to[i] ?? 0) - value)),
      );
      expect(Math.hypot(next[0] - last[0], next[1] - last[1])).toBeLessThan(0.05);
      last = next;
    }
    expect(last).toEqual(placeVector(model, to));
  });

  it('places rows as it places vectors, and missing rows nowhere', () => {
    const table = tableOf([[4, 3], null, [0, 7]], 2);
    const [x, y] = [new Float32Array(3), new Float32Array(3)];
    placeRows(two, table, 0, 3, x, y);
    expect(Array.from(x)).toEqual([expect.closeTo(-1 / 3, 3), Number.NaN, 1]);
    expect(Array.from(y)).toEqual([expect.closeTo(0.5, 6), Number.NaN, 0.5]);
    expect(placeVector(two, [0, 0])).toEqual([Number.NaN, Number.NaN]);
  });

  it('is defined without landmarks, and when all are equally far', () => {
    expect(placeVector(modelOf([], []), [1, 2])).toEqual([0, 0]);
    const axes = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 13 }, (__, j) => (i === j ? 1 : 0)),
    );
    const model = modelOf(
      axes,
      axes.map((_, i) => [i < 9 ? 1 : -1, 0]),
    );
    const apart = Array.from({ length: 13 }, (_, j) => (j === 12 ? 1 : 0));
    expect(placeVector(model, apart)).toEqual([expect.closeTo(1, 6), 0]);
  });
});
