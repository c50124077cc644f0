import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  fit,
  limit,
  limitsOf,
  panBy,
  seen,
  showPlace,
  toMap,
  toScreen,
  zoomAt,
} from '../../../../../media/panel/model/viewport.ts';
import { pointsAt } from './points.ts';

const size = { width: 800, height: 600 };
const bounds = { left: -10, right: 30, bottom: 5, top: 15 };
const number = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const anyView = fc.record({ x: number(-10, 30), y: number(5, 15), scale: number(10, 10_000) });
const onScreen = fc.record({ x: number(0, 800), y: number(0, 600) });

describe('toScreen and toMap', () => {
  it('has the centre of the view in the middle, right to the right and up at the top', () => {
    const view = { x: 2, y: 3, scale: 10 };
    expect(toScreen(view, size, { x: 2, y: 3 })).toEqual({ x: 400, y: 300 });
    expect(toScreen(view, size, { x: 3, y: 4 })).toEqual({ x: 410, y: 290 });
    expect(toMap(view, size, { x: 410, y: 290 })).toEqual({ x: 3, y: 4 });
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(anyView, onScreen, (view, place) => {
        const back = toScreen(view, size, toMap(view, size, place));
        expect(back.x).toBeCloseTo(place.x, 6);
        expect(back.y).toBeCloseTo(place.y, 6);
      }),
    );
  });
});

describe('fit', () => {
  it('shows everything with a margin, as large as it can', () => {
    const view = fit(bounds, size, 20);
    expect(view).toEqual({ x: 10, y: 10, scale: 760 / 40 });
    expect(toScreen(view, size, { x: -10, y: 10 })).toEqual({ x: 20, y: 300 });
  });

  it('shows a single place, points on one line, nothing, and a plot without room', () => {
    expect(fit({ left: 3, right: 3, bottom: 4, top: 4 }, size, 20)).toMatchObject({ x: 3, y: 4 });
    expect(fit({ left: 0, right: 10, bottom: 4, top: 4 }, size, 20).scale).toBe(76);
    for (const view of [fit(null, size), fit(bounds, { width: 0, height: 0 })]) {
      expect(view.scale).toBeGreaterThan(0);
      expect(Number.isFinite(view.scale)).toBe(true);
    }
  });

  it('takes its bounds from points that have a place, and from other places', () => {
    const points = pointsAt([
      [1, 2],
      [NaN, 50],
      [3, -4],
      [70, Infinity],
    ]);
    expect(boundsOf(points)).toEqual({ left: 1, right: 3, bottom: -4, top: 2 });
    expect(boundsOf(points, [{ x: 9, y: 0 }])).toMatchObject({ right: 9, top: 2 });
    expect(boundsOf(pointsAt([]))).toBeNull();
  });
});

describe('zoomAt', () => {
  it('keeps what is under the pointer there, while the centre stays over the map', () => {
    const limits = limitsOf(bounds, size);
    fc.assert(
      fc.property(anyView, onScreen, number(0.5, 2), (view, about, factor) => {
        const zoomed = zoomAt(view, size, about, factor, limits);
        const kept = toScreen(zoomed, size, toMap(view, size, about));
        fc.pre(zoomed.x > -10 && zoomed.x < 30 && zoomed.y > 5 && zoomed.y < 15);
        expect(kept.x).toBeCloseTo(about.x, 5);
        expect(kept.y).toBeCloseTo(about.y, 5);
      }),
    );
  });

  it('stops at its limits', () => {
    const limits = limitsOf(bounds, size);
    const centre = { x: 400, y: 300 };
    const view = fit(bounds, size);
    expect(zoomAt(view, size, centre, 1e-9, limits).scale).toBe(view.scale / 2);
    expect(zoomAt(view, size, centre, 1e9, limits).scale).toBe(view.scale * 1000);
    expect(limit({ x: 99, y: -99, scale: NaN }, limits)).toEqual({
      x: 30,
      y: 5,
      scale: limits.least,
    });
  });
});

describe('panBy', () => {
  it('moves the map with the hand, and not off the screen', () => {
    const limits = limitsOf(bounds, size);
    const view = { x: 10, y: 10, scale: 20 };
    expect(panBy(view, 40, 20, limits)).toEqual({ x: 8, y: 11, scale: 20 });
    expect(panBy(view, 1e6, 0, limits).x).toBe(-10);
  });
});

describe('showPlace', () => {
  it('leaves a view alone that shows the place, and else moves as little as it can', () => {
    const view = { x: 0, y: 0, scale: 10 };
    expect(showPlace(view, size, { x: 5, y: 5 }, 40)).toBe(view);
    const moved = showPlace(view, size, { x: 100, y: 5 }, 40);
    expect(toScreen(moved, size, { x: 100, y: 5 }).x).toBeCloseTo(760, 9);
    expect(moved.y).toBe(0);
  });
});

describe('seen', () => {
  it('is what the screen covers', () => {
    expect(seen({ x: 1, y: 2, scale: 10 }, size)).toEqual({
      left: -39,
      right: 41,
      bottom: -28,
      top: 32,
    });
  });
});
