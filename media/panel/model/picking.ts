import { pointFlags } from '../plot/scene.ts';
import { cheapest, collect } from './grid-search.ts';
import type { PointIndex } from './point-grid.ts';
import type { Bounds, Place } from './viewport.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The visible point nearest to a place of the map; null when none is within `radius` (in units of the map,
 * inclusive). Of points equally near, the one with the lowest row.
 */
export function nearestPoint(index: PointIndex, place: Place, radius = Infinity): number | null {
  const { x, y } = index.points;
  const limit = radius * radius;
  return cheapest(index, place, limit, (row) => {
    const across = (x[row] ?? NaN) - place.x;
    const up = (y[row] ?? NaN) - place.y;
    const squared = across * across + up * up;
    return squared <= limit ? squared : Infinity;
  });
}

/**
 * The visible point that an arrow key goes to: the one with the smallest distance ÷ cos(angle) between arrow and
 * point, at most 45° off, else at most 90°. Points at one and the same place form a stack: right walks
 * through it by row, left walks back, up and down leave it. Ties go to the lowest row. Null when nothing lies that
 * way.
 */
export function nearestInDirection(
  index: PointIndex,
  from: number,
  direction: Direction,
): number | null {
  const { x, y } = index.points;
  const place = { x: x[from] ?? NaN, y: y[from] ?? NaN };
  const stacked = nextInStack(index, from, place, direction);
  if (stacked !== null) return stacked;
  const right = direction === 'right' ? 1 : direction === 'left' ? -1 : 0;
  const upward = direction === 'up' ? 1 : direction === 'down' ? -1 : 0;
  const within = (leastCosine: number) =>
    cheapest(index, place, Infinity, (row) => {
      const across = (x[row] ?? NaN) - place.x;
      const up = (y[row] ?? NaN) - place.y;
      const along = across * right + up * upward;
      const squared = across * across + up * up;
      if (!(along > 0) || along * along < leastCosine * leastCosine * squared) return Infinity;
      // The square of distance ÷ cosine, where the cosine is along ÷ distance.
      return (squared / along) ** 2;
    });
  return within(Math.SQRT1_2 - 1e-9) ?? within(0);
}

/** The visible rows within a rectangle of the map, borders included, in ascending order. */
export function rowsInRectangle(index: PointIndex, { left, right, bottom, top }: Bounds) {
  const { x, y } = index.points;
  return collect(index, { left, right, bottom, top }, () => (row) => {
    const across = x[row] ?? NaN;
    const up = y[row] ?? NaN;
    return across >= left && across <= right && up >= bottom && up <= top;
  });
}

/**
 * The visible rows within a closed polygon of the map by the even-odd rule, in ascending order. A point is inside
 * when a ray to its right crosses the outline an odd number of times (Shimrat 1962, algorithm 112 of the CACM).
 */
export function rowsInPolygon(index: PointIndex, polygon: readonly Place[]): Uint32Array {
  if (polygon.length < 3) return new Uint32Array(0);
  const { x, y } = index.points;
  const across = polygon.map((corner) => corner.x);
  const up = polygon.map((corner) => corner.y);
  const bounds = {
    left: Math.min(...across),
    right: Math.max(...across),
    bottom: Math.min(...up),
    top: Math.max(...up),
  };
  return collect(index, bounds, (bottom, top) => {
    // Only edges that reach into this line of cells can be crossed by its points' rays.
    const edges = edgesBetween(polygon, bottom, top);
    return (row) => crossesOddly(edges, x[row] ?? NaN, y[row] ?? NaN);
  });
}

/** Those edges of a closed polygon that reach into a band, as `[edges, 4]`: x and y of one end, then the other. */
function edgesBetween(polygon: readonly Place[], bottom: number, top: number): Float64Array {
  const edges: number[] = [];
  let from = polygon[polygon.length - 1];
  for (const to of polygon) {
    if (from !== undefined && Math.min(from.y, to.y) <= top && Math.max(from.y, to.y) >= bottom) {
      edges.push(from.x, from.y, to.x, to.y);
    }
    from = to;
  }
  return Float64Array.from(edges);
}

function crossesOddly(edges: Float64Array, x: number, y: number): boolean {
  let odd = false;
  for (let at = 0; at < edges.length; at += 4) {
    const fromY = edges[at + 1] ?? 0;
    const toY = edges[at + 3] ?? 0;
    if (fromY > y === toY > y) continue;
    const fromX = edges[at] ?? 0;
    const toX = edges[at + 2] ?? 0;
    if (x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) odd = !odd;
  }
  return odd;
}

/** The next row of the points at exactly this place, in the arrow's order. */
function nextInStack(
  { grid, points }: PointIndex,
  from: number,
  place: Place,
  direction: Direction,
): number | null {
  if (direction === 'up' || direction === 'down') return null;
  const step = direction === 'right' ? 1 : -1;
  const column = grid.column(place.x);
  const [begin, end] = grid.range(grid.line(place.y), column, column);
  let next: number | null = null;
  for (let at = begin; at < end; at++) {
    const row = grid.rows[at] ?? 0;
    if ((row - from) * step <= 0 || points.x[row] !== place.x || points.y[row] !== place.y)
      continue;
    if (((points.flags[row] ?? 0) & pointFlags.hidden) !== 0) continue;
    if (next === null || (row - next) * step < 0) next = row;
  }
  return next;
}
