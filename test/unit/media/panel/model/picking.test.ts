import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PointIndex } from '../../../../../media/panel/model/point-grid.ts';
import {
  nearestInDirection,
  nearestPoint,
  rowsInPolygon,
  rowsInRectangle,
  type Direction,
} from '../../../../../media/panel/model/picking.ts';
import type { Points } from '../../../../../media/panel/plot/scene.ts';
import { anyPoints, pointsAt, scattered, visibleRows } from './points.ts';

const coordinate = fc.oneof(
  fc.integer({ min: -8, max: 8 }),
  fc.double({ min: -8, max: 8, noNaN: true }),
);
const anyPlace = fc.record({ x: coordinate, y: coordinate });
const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];

describe('nearestPoint', () => {
  it('finds what a look at every point finds', () => {
    const radius = fc.oneof(fc.constant(Infinity), fc.double({ min: 0, max: 5, noNaN: true }));
    fc.assert(
      fc.property(anyPoints, anyPlace, radius, (points, place, within) => {
        const squared = (row: number) =>
          ((points.x[row] ?? NaN) - place.x) ** 2 + ((points.y[row] ?? NaN) - place.y) ** 2;
        const expected = lowest(
          visibleRows(points).filter((row) => squared(row) <= within * within),
          squared,
        );
        expect(nearestPoint(new PointIndex(points), place, within)).toBe(expected);
      }),
    );
  });

  it('prefers the lowest row of points at one place, and none that is hidden', () => {
    const places = [
      [0, 0],
      [1, 1],
      [1, 1],
      [1, 1],
    ] as const;
    expect(nearestPoint(new PointIndex(pointsAt(places)), { x: 1, y: 1 })).toBe(1);
    expect(nearestPoint(new PointIndex(pointsAt(places, [1])), { x: 1, y: 1 })).toBe(2);
  });

  it('finds nothing among no points', () => {
    expect(nearestPoint(new PointIndex(pointsAt([])), { x: 0, y: 0 })).toBeNull();
    expect(nearestPoint(new PointIndex(pointsAt([[NaN, 1]])), { x: 0, y: 0 })).toBeNull();
  });
});

describe('rowsInRectangle', () => {
  it('finds what a look at every point finds', () => {
    fc.assert(
      fc.property(anyPoints, anyPlace, anyPlace, (points, one, other) => {
        const bounds = {
          left: Math.min(one.x, other.x),
          right: Math.max(one.x, other.x),
          bottom: Math.min(one.y, other.y),
          top: Math.max(one.y, other.y),
        };
        const expected = visibleRows(points).filter((row) => {
          const [x, y] = [points.x[row] ?? NaN, points.y[row] ?? NaN];
          return x >= bounds.left && x <= bounds.right && y >= bounds.bottom && y <= bounds.top;
        });
        expect([...rowsInRectangle(new PointIndex(points), bounds)]).toEqual(expected);
      }),
    );
  });
});

describe('rowsInPolygon', () => {
  it('finds what the even-odd rule says of every point', () => {
    const polygon = fc.array(anyPlace, { maxLength: 12 });
    fc.assert(
      fc.property(anyPoints, polygon, (points, corners) => {
        const expected = visibleRows(points).filter((row) =>
          isInside(corners, points.x[row] ?? NaN, points.y[row] ?? NaN),
        );
        expect([...rowsInPolygon(new PointIndex(points), corners)]).toEqual(expected);
      }),
    );
  });

  it('leaves out the hole in the middle of a star that crosses itself', () => {
    const corners = [0, 2, 4, 1, 3].map((turn) => ({
      x: Math.sin((turn * 2 * Math.PI) / 5) * 10,
      y: Math.cos((turn * 2 * Math.PI) / 5) * 10,
    }));
    const points = pointsAt([
      [0, 0],
      [0, 7],
      [9, 9],
    ]);
    expect([...rowsInPolygon(new PointIndex(points), corners)]).toEqual([1]);
  });
});

describe('nearestInDirection', () => {
  it('finds what a look at every point finds', () => {
    fc.assert(
      fc.property(anyPoints, fc.nat(59), fc.constantFrom(...directions), (points, from, way) => {
        fc.pre(visibleRows(points).includes(from));
        const found = nearestInDirection(new PointIndex(points), from, way);
        expect(found).toBe(byLookingAtAll(points, from, way));
      }),
    );
  });

  it('goes to a near point straight ahead rather than to a nearer one aside', () => {
    const index = new PointIndex(
      pointsAt([
        [0, 0],
        [2, 0.1],
        [1.2, 1.1],
        [-3, 0],
      ]),
    );
    expect(nearestInDirection(index, 0, 'right')).toBe(1);
    expect(nearestInDirection(index, 0, 'left')).toBe(3);
    expect(nearestInDirection(index, 0, 'up')).toBe(2);
    expect(nearestInDirection(index, 0, 'down')).toBeNull();
  });

  it('walks through points at one place and out again', () => {
    const index = new PointIndex(
      pointsAt([
        [0, 0],
        [1, 0],
        [1, 0],
        [2, 0],
        [1, 0],
      ]),
    );
    const walk = [0];
    for (let at: number | null = 0; at !== null && walk.length < 9;) {
      at = nearestInDirection(index, at, 'right');
      if (at !== null) walk.push(at);
    }
    expect(walk).toEqual([0, 1, 2, 4, 3]);
    expect(nearestInDirection(index, 4, 'left')).toBe(2);
    expect(nearestInDirection(index, 1, 'left')).toBe(0);
  });
});

describe('PointIndex', () => {
  it('keeps its grid while places stay, and sees what is hidden since', () => {
    const points = pointsAt([
      [0, 0],
      [5, 5],
    ]);
    const index = new PointIndex(points);
    const later = new PointIndex({ ...points, flags: Uint8Array.of(1, 0) }, index);
    expect(later.grid).toBe(index.grid);
    expect(nearestPoint(later, { x: 0, y: 0 })).toBe(1);
    const moved = new PointIndex({ ...points, x: Float32Array.of(9, 5) }, later);
    expect(nearestPoint(moved, { x: 8, y: 0 })).toBe(0);
  });

  it('holds every point once among a hundred thousand, and finds each', () => {
    const points = scattered(100_000);
    const index = new PointIndex(points);
    expect(Array.from(index.grid.rows).sort((one, other) => one - other)).toEqual(
      Array.from({ length: points.count }, (_, row) => row),
    );
    for (let row = 0; row < points.count; row += 997) {
      const found = nearestPoint(index, { x: points.x[row] ?? NaN, y: points.y[row] ?? NaN }) ?? -1;
      expect([points.x[found], points.y[found]]).toEqual([points.x[row], points.y[row]]);
    }
  });
});

function lowest(rows: readonly number[], cost: (row: number) => number): number | null {
  let best: number | null = null;
  for (const row of rows) {
    if (best === null || cost(row) < cost(best)) best = row;
  }
  return best;
}

/** The winding of a ray, written out: an edge counts when it passes the point's height to its right. */
function isInside(corners: readonly { x: number; y: number }[], x: number, y: number): boolean {
  let crossings = 0;
  corners.forEach((from, at) => {
    const to = corners[(at + 1) % corners.length] ?? from;
    const [low, high] = from.y <= to.y ? [from, to] : [to, from];
    if (low.y <= y && y < high.y) {
      const crossing = from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x);
      if (crossing > x) crossings++;
    }
  });
  return corners.length >= 3 && crossings % 2 === 1;
}

function byLookingAtAll(points: Points, from: number, way: Direction): number | null {
  const place = (row: number) => [points.x[row] ?? NaN, points.y[row] ?? NaN] as const;
  const [fromX, fromY] = place(from);
  const rows = visibleRows(points).filter((row) => row !== from);
  const stack = rows.filter((row) => place(row)[0] === fromX && place(row)[1] === fromY);
  if (way === 'right' && stack.some((row) => row > from)) {
    return Math.min(...stack.filter((row) => row > from));
  }
  if (way === 'left' && stack.some((row) => row < from)) {
    return Math.max(...stack.filter((row) => row < from));
  }
  const [right, up] = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] }[way];
  const along = (row: number) =>
    (place(row)[0] - fromX) * (right ?? 0) + (place(row)[1] - fromY) * (up ?? 0);
  const squared = (row: number) => (place(row)[0] - fromX) ** 2 + (place(row)[1] - fromY) ** 2;
  const ahead = rows.filter((row) => along(row) > 0);
  const narrow = ahead.filter(
    (row) => along(row) ** 2 >= (Math.SQRT1_2 - 1e-9) ** 2 * squared(row),
  );
  return lowest(narrow.length > 0 ? narrow : ahead, (row) => (squared(row) / along(row)) ** 2);
}
