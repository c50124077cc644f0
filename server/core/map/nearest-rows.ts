import type { Directions } from './directions.ts';
import { largestValues } from './largest-values.ts';
import type { VectorTable } from './vector-table.ts';

/** Rows that are compared between two pauses: about two milliseconds. */
const stepRows = 4_096;

export interface NearestRows {
  /** Nearest first; ties by row. */
  readonly rows: Uint32Array;
  /** True cosines, -1..1. */
  readonly cosines: Float32Array;
}

/** The rows that are most like a row, without it and without missing rows; none for a missing row. */
export function nearestRows(table: VectorTable, row: number, count: number): NearestRows {
  return drain(nearestRowsInSteps(table, row, count));
}

/** As `nearestRows`, with a pause after every few thousand rows. */
export function* nearestRowsInSteps(
  table: VectorTable,
  row: number,
  count: number,
): Generator<undefined, NearestRows> {
  if (!table.has(row)) return { rows: new Uint32Array(), cosines: new Float32Array() };
  return yield* nearestInSteps(table, table.directions([row]), count, row);
}

function* nearestInSteps(
  table: VectorTable,
  direction: Directions,
  count: number,
  without: number,
): Generator<undefined, NearestRows> {
  const cosines = new Float32Array(table.rows);
  for (let start = 0; start < table.rows; start += stepRows) {
    const end = Math.min(table.rows, start + stepRows);
    cosines.set(table.cosines(direction, start, end), start);
    for (let row = start; row < end; row += 1) if (!table.has(row)) cosines[row] = Number.NaN;
    yield;
  }
  if (without >= 0) cosines[without] = Number.NaN;
  const rows = largestValues(cosines, count);
  return { rows, cosines: Float32Array.from(rows, (row) => cosines[row] ?? 0) };
}

function drain<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
