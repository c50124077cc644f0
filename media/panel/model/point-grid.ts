import { pointFlags, type Points } from '../plot/scene.ts';
import { boundsOf, type Bounds } from './viewport.ts';

const pointsPerCell = 4;
const mostCellsAcross = 1024;

/**
 * A uniform grid over the places of points: the rows of each cell, in ascending order. It knows nothing of what
 * is hidden, so it lasts as long as the places do.
 */
export class PointGrid {
  readonly bounds: Bounds;
  readonly columns: number;
  readonly lines: number;
  /** Side of a cell, in units of the map. */
  readonly cell: number;
  /** Rows by cell; those of cell `c` are at `starts[c]` up to `starts[c + 1]`. */
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;

  /** In time and memory that grow with the number of points alone: about 100 ms for a million. */
  constructor({ count, x, y }: Pick<Points, 'count' | 'x' | 'y'>) {
    this.bounds = boundsOf({ count, x, y }) ?? { left: 0, bottom: 0, right: 0, top: 0 };
    const width = this.bounds.right - this.bounds.left;
    const height = this.bounds.top - this.bounds.bottom;
    const longer = Math.max(width, height);
    // At least so wide that no side has more cells than is useful, even for points on one line.
    const even = Math.sqrt((width * height * pointsPerCell) / Math.max(1, count));
    const cell = Math.max(even, longer / mostCellsAcross);
    this.cell = cell > 0 && Number.isFinite(cell) ? cell : 1;
    this.columns = Math.floor(width / this.cell) + 1;
    this.lines = Math.floor(height / this.cell) + 1;
    const cells = new Uint32Array(count);
    this.starts = this.#countCells(cells, x, y);
    this.rows = new Uint32Array(this.starts[this.starts.length - 1] ?? 0);
    const next = this.starts.slice();
    for (let row = 0; row < count; row++) {
      const of = cells[row] ?? 0;
      if (of === 0) continue;
      const at = next[of - 1] ?? 0;
      this.rows[at] = row;
      next[of - 1] = at + 1;
    }
  }

  /** The column of cells that `x` lies in; the first or the last one beyond them. */
  column(x: number): number {
    return clampCell((x - this.bounds.left) / this.cell, this.columns);
  }

  line(y: number): number {
    return clampCell((y - this.bounds.bottom) / this.cell, this.lines);
  }

  /** Where the rows of neighbouring cells of one line begin and end in `rows`. */
  range(line: number, from: number, to: number): readonly [begin: number, end: number] {
    const first = line * this.columns;
    return [this.starts[first + from] ?? 0, this.starts[first + to + 1] ?? 0];
  }

  /** Fills `cells` with each row's cell, plus one; 0 for none. Answers where each cell starts. */
  #countCells(cells: Uint32Array, x: Float32Array, y: Float32Array): Uint32Array {
    const starts = new Uint32Array(this.columns * this.lines + 1);
    for (let row = 0; row < cells.length; row++) {
      const across = x[row] ?? NaN;
      const up = y[row] ?? NaN;
      if (!Number.isFinite(across) || !Number.isFinite(up)) continue;
      const of = this.line(up) * this.columns + this.column(across) + 1;
      cells[row] = of;
      starts[of] = (starts[of] ?? 0) + 1;
    }
    for (let index = 1; index < starts.length; index++) {
      starts[index] = (starts[index] ?? 0) + (starts[index - 1] ?? 0);
    }
    return starts;
  }
}

/** The points that can be picked, found by where they are. */
export class PointIndex {
  readonly points: Points;
  readonly grid: PointGrid;

  /** @param earlier an index whose grid is kept if the places are the same arrays. */
  constructor(points: Points, earlier: PointIndex | null = null) {
    this.points = points;
    const kept =
      earlier?.points.x === points.x &&
      earlier.points.y === points.y &&
      earlier.points.count === points.count;
    this.grid = kept ? earlier.grid : new PointGrid(points);
  }

  /** Whether a row has a place and is not hidden. */
  isVisible(row: number): boolean {
    const { count, flags, x, y } = this.points;
    if (!Number.isInteger(row) || row < 0 || row >= count) return false;
    if (((flags[row] ?? 0) & pointFlags.hidden) !== 0) return false;
    return Number.isFinite(x[row]) && Number.isFinite(y[row]);
  }
}

function clampCell(cell: number, cells: number): number {
  return Math.max(0, Math.min(cells - 1, Math.floor(cell)));
}
