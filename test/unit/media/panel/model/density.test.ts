import { describe, expect, it } from 'vitest';
import { DensityMap, styleFor } from '../../../../../media/panel/model/density.ts';
import { boundsOf, fit } from '../../../../../media/panel/model/viewport.ts';
import { pointsAt, scattered, visibleRows } from './points.ts';

const size = { width: 800, height: 600 };

describe('DensityMap', () => {
  it('counts the points that a view shows', () => {
    const points = scattered(20_000);
    const density = new DensityMap(points);
    const all = fit(boundsOf(points), size);
    expect(density.within(all, size)).toBeCloseTo(20_000, 6);
    const view = { x: 3, y: 1, scale: all.scale * 4 };
    const across = size.width / 2 / view.scale;
    const up = size.height / 2 / view.scale;
    const exact = visibleRows(points).filter(
      (row) =>
        Math.abs((points.x[row] ?? NaN) - 3) < across && Math.abs((points.y[row] ?? NaN) - 1) < up,
    ).length;
    expect(density.within(view, size) / exact).toBeCloseTo(1, 1);
    expect(density.within({ x: 1e6, y: 0, scale: 1 }, size)).toBe(0);
  });

  it('leaves out what is hidden or has no place, also among points at one place', () => {
    const view = { x: 1, y: 1, scale: 100 };
    const places = [
      [1, 1],
      [1, 1],
      [NaN, 1],
      [1, 1],
    ] as const;
    expect(new DensityMap(pointsAt(places, [3])).within(view, size)).toBe(2);
    expect(new DensityMap(pointsAt([])).within(view, size)).toBe(0);
  });
});

describe('styleFor', () => {
  it('fades and shrinks with the number of points, and never to nothing', () => {
    const few = styleFor(100, size, false);
    const many = styleFor(100_000, size, false);
    const most = styleFor(5_000_000, size, false);
    expect(few).toEqual({ opacity: 0.9, size: 1 });
    expect(many.opacity).toBeLessThan(few.opacity);
    expect(most.opacity).toBe(0.06);
    expect(most.size).toBe(0.25);
    expect(styleFor(0, size, false)).toEqual(few);
  });

  it('is opaque with high contrast', () => {
    expect(styleFor(1_000_000, size, true).opacity).toBe(1);
  });
});
