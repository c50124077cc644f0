import { describe, expect, it } from 'vitest';
import { idsOf, rowOfLine, rowsOf, Selection } from '../../../../../media/panel/model/selection.ts';
import { makeRows, uri } from '../made-rows.ts';

describe('Selection', () => {
  it('replaces, adds and takes out, and leaves the old one alone', () => {
    const first = Selection.of(5, [3, 1, 1, 9, -1]);
    expect([...first.rows()]).toEqual([1, 3]);
    expect(first.count).toBe(2);
    const added = first.with([1, 4], 'add');
    expect([...added.rows()]).toEqual([1, 3, 4]);
    expect([...added.with([3, 0], 'remove').rows()]).toEqual([1, 4]);
    expect([...added.with([2], 'replace').rows()]).toEqual([2]);
    expect([...first.rows()]).toEqual([1, 3]);
  });

  it('stays on its samples when lines move or vanish', () => {
    const before = makeRows(4);
    const after = makeRows(3, { id: Uint32Array.of(99, 13, 11) });
    const carried = Selection.of(4, [1, 2, 3]).carried(before, after);
    expect([...carried.rows()]).toEqual([1, 2]);
    expect(carried.mask).toHaveLength(3);
  });
});

describe('rows, ids and lines', () => {
  it('go to and fro', () => {
    const rows = makeRows(4);
    expect([...idsOf(rows, [3, 0])]).toEqual([13, 10]);
    expect(rowsOf(rows, [13, 77, 10])).toEqual([3, 0]);
  });

  it('are found by file and line', () => {
    const rows = makeRows(3, { line: Uint32Array.of(0, 4, 5) });
    expect(rowOfLine(rows, uri, 4)).toBe(1);
    expect(rowOfLine(rows, uri, 1)).toBeNull();
    expect(rowOfLine(rows, 'file:///other.jsonl', 4)).toBeNull();
  });
});
