import { describe, expect, it } from 'vitest';
import { drawOrder } from '../../../../../media/panel/model/draw-order.ts';
import { pointFlags } from '../../../../../media/panel/plot/scene.ts';
import { pointsAt } from './points.ts';

describe('drawOrder', () => {
  it('draws selected rows last, and none that is hidden or has no place', () => {
    const { hidden, selected, hollow } = pointFlags;
    const points = pointsAt([
      [0, 0],
      [1, 1],
      [NaN, 0],
      [2, Infinity],
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
    const flags = Uint8Array.of(
      selected,
      0,
      0,
      selected,
      hidden | selected,
      hollow,
      selected | hollow,
    );
    const { rows, plain } = drawOrder({ ...points, flags });
    expect([...rows]).toEqual([1, 5, 0, 6]);
    expect(plain).toBe(2);
  });
});
