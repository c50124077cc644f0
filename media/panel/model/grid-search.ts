import { pointFlags } from '../plot/scene.ts';
import type { PointGrid, PointIndex } from './point-grid.ts';
import type { Bounds, Place } from './viewport.ts';

/** Rows of the cells that reach into `bounds` and pass the test that is made for each line of cells. */
export function collect(
  { grid, points }: PointIndex,
  bounds: Bounds,
  testFor: (bottom: number, top: number) => (row: number) => boolean,
): Uint32Array {
  const found = new Uint32Array(grid.rows.length);
  let count = 0;
  const from = grid.column(bounds.left);
  const to = grid.column(bounds.right);
  const last = grid.line(bounds.top);
  for (let line = grid.line(bounds.bottom); line <= last; line++) {
    const [begin, end] = grid.range(line, from, to);
    if (begin === end) continue;
    // One cell more on each side, so that rounding at a cell's border loses no edge.
    const bottom = grid.bounds.bottom + (line - 1) * grid.cell;
    const test = testFor(bottom, bottom + 3 * grid.cell);
    for (let at = begin; at < end; at++) {
      const row = grid.rows[at] ?? 0;
      if (((points.flags[row] ?? 0) & pointFlags.hidden) !== 0 || !test(row)) continue;
      found[count] = row;
      count++;
    }
  }
  return found.slice(0, count).sort();
}

/**
 * The visible row with the lowest finite cost, which is never below the squared distance to `place`; of equal ones
 * the lowest row. Looks at rings of cells around the place until no ring further out can be better.
 * @param limit the highest cost that counts.
 */
export function cheapest(
  { grid, points }: PointIndex,
  place: Place,
  limit: number,
  cost: (row: number) => number,
): number | null {
  if (!Number.isFinite(place.x) || !Number.isFinite(place.y)) return null;
  let best: number | null = null;
  let lowest = Infinity;
  const visit = (begin: number, end: number) => {
    for (let at = begin; at < end; at++) {
      const row = grid.rows[at] ?? 0;
      if (((points.flags[row] ?? 0) & pointFlags.hidden) !== 0) continue;
      const price = cost(row);
      if (price < lowest || (price === lowest && best !== null && row < best)) {
        lowest = price;
        best = row;
      }
    }
  };
  const rings = Math.max(grid.columns, grid.lines);
  for (let ring = 0; ring < rings; ring++) {
    const least = leastDistance(grid, place, ring);
    if (least * least > Math.min(lowest, limit)) break;
    visitRing(grid, grid.column(place.x), grid.line(place.y), ring, visit);
  }
  return best;
}

/** No point in the ring, or further out, is nearer than this. The place itself may lie off the grid. */
function leastDistance(grid: PointGrid, place: Place, ring: number): number {
  if (ring === 0) return 0;
  const { left, bottom } = grid.bounds;
  const x = Math.max(left, Math.min(grid.bounds.right, place.x));
  const y = Math.max(bottom, Math.min(grid.bounds.top, place.y));
  const across = (x - left) / grid.cell - grid.column(x);
  const up = (y - bottom) / grid.cell - grid.line(y);
  const toBorder = Math.min(across, 1 - across, up, 1 - up);
  // A little less, against rounding.
  return Math.max(0, (ring - 1 + toBorder) * grid.cell * (1 - 1e-6));
}

function visitRing(
  grid: PointGrid,
  column: number,
  line: number,
  ring: number,
  visit: (begin: number, end: number) => void,
): void {
  const left = Math.max(0, column - ring);
  const right = Math.min(grid.columns - 1, column + ring);
  for (let at = Math.max(0, line - ring); at <= Math.min(grid.lines - 1, line + ring); at++) {
    if (Math.abs(at - line) === ring) {
      visit(...grid.range(at, left, right));
      continue;
    }
    if (column - ring >= 0) visit(...grid.range(at, column - ring, column - ring));
    if (column + ring < grid.columns && ring > 0) {
      visit(...grid.range(at, column + ring, column + ring));
    }
  }
}
