import type { SelectMode } from '../plot/scene.ts';
import type { Rows } from './rows.ts';

/** Which rows of one map are selected. It never changes: every change makes another one. */
export class Selection {
  /** 1 for each selected row, else 0. */
  readonly mask: Uint8Array;
  readonly count: number;

  private constructor(mask: Uint8Array, count: number) {
    this.mask = mask;
    this.count = count;
  }

  static empty(rows: number): Selection {
    return new Selection(new Uint8Array(rows), 0);
  }

  /** Rows that are not on the map are left out. */
  static of(rows: number, selected: Iterable<number>): Selection {
    return Selection.empty(rows).with(selected, 'replace');
  }

  has(row: number): boolean {
    return this.mask[row] === 1;
  }

  /** Ascending. */
  rows(): Uint32Array<ArrayBuffer> {
    const rows = new Uint32Array(this.count);
    let at = 0;
    for (let row = 0; row < this.mask.length; row++) if (this.mask[row] === 1) rows[at++] = row;
    return rows;
  }

  with(rows: Iterable<number>, mode: SelectMode): Selection {
    const mask = mode === 'replace' ? new Uint8Array(this.mask.length) : this.mask.slice();
    let count = mode === 'replace' ? 0 : this.count;
    const wanted = mode === 'remove' ? 0 : 1;
    for (const row of rows) {
      if (row >= mask.length || row < 0 || mask[row] === wanted) continue;
      mask[row] = wanted;
      count += wanted === 1 ? 1 : -1;
    }
    return new Selection(mask, count);
  }

  /** The same samples on another map of the same files: ids stay while a line keeps its text. */
  carried(from: Rows, to: Rows): Selection {
    if (this.count === 0) return Selection.empty(to.count);
    const ids = new Set<number>();
    for (const row of this.rows()) ids.add(from.id[row] ?? 0);
    const rows: number[] = [];
    for (let row = 0; row < to.count; row++) if (ids.has(to.id[row] ?? 0)) rows.push(row);
    return Selection.of(to.count, rows);
  }
}

/** The ids of rows, as requests want them. */
export function idsOf(rows: Rows, selected: Iterable<number>): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(selected, (row) => rows.id[row] ?? 0);
}

/** The rows of ids, in the order of the ids; without those that are not on the map. */
export function rowsOf(rows: Rows, ids: Iterable<number>): number[] {
  const wanted = new Map<number, number>();
  for (const id of ids) wanted.set(id, -1);
  for (let row = 0; row < rows.count; row++) {
    const id = rows.id[row] ?? 0;
    if (wanted.has(id)) wanted.set(id, row);
  }
  return [...wanted.values()].filter((row) => row >= 0);
}

/** The row of a line (from 0) of a file; null when the line holds no sample of the map. */
export function rowOfLine(rows: Rows, uri: string, line: number): number | null {
  const file = rows.summary.files.findIndex((candidate) => candidate.uri === uri);
  if (file < 0) return null;
  for (let row = 0; row < rows.count; row++) {
    if (rows.line[row] === line && rows.file[row] === file) return row;
  }
  return null;
}

/** The focus stays on its sample, or else on its line: somebody edits it, or the next one moved up. */
export function carriedFocus(focusRow: number | null, old: Rows, rows: Rows): number | null {
  if (focusRow === null) return null;
  const id = old.id[focusRow];
  const row = id === undefined ? -1 : rows.id.indexOf(id);
  if (row >= 0) return row;
  const uri = old.summary.files[old.file[focusRow] ?? -1]?.uri ?? '';
  return rowOfLine(rows, uri, old.line[focusRow] ?? -1);
}
