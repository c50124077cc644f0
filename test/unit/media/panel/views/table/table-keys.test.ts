import { describe, expect, it } from 'vitest';
import { Selection } from '../../../../../../media/panel/model/selection.ts';
import { tableKey } from '../../../../../../media/panel/views/table/table-keys.ts';

/** Presses a key on the row at a place of the order 4, 2, 0, 3, 1, of which row 2 is selected. */
function press(key: string, at: number, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) {
  const told: unknown[] = [];
  const order = Uint32Array.of(4, 2, 0, 3, 1);
  const done = tableKey(
    { key, shiftKey: false, ctrlKey: false, metaKey: false, ...held },
    { order, at, page: 3 },
    {
      selection: Selection.of(5, [2]),
      focus: (row) => told.push(['focus', row]),
      select: (rows, mode) => told.push(['select', [...rows], mode]),
      openLine: (row) => told.push(['open', row]),
    },
  );
  return { done, told };
}

describe('tableKey', () => {
  it('moves and stops at the ends', () => {
    expect(press('ArrowDown', 0).told).toEqual([['focus', 2]]);
    expect(press('ArrowDown', -1).told).toEqual([['focus', 4]]);
    expect(press('ArrowUp', 0).told).toEqual([['focus', 4]]);
    expect(press('PageDown', 1).told).toEqual([['focus', 1]]);
    expect(press('Home', 3).told).toEqual([['focus', 4]]);
    expect(press('End', 0).told).toEqual([['focus', 1]]);
  });

  it('selects while it moves with Shift', () => {
    expect(press('ArrowDown', 1, { shiftKey: true }).told).toEqual([
      ['focus', 0],
      ['select', [2, 0], 'add'],
    ]);
    expect(press('End', 3, { shiftKey: true }).told[1]).toEqual(['select', [3, 1], 'add']);
    expect(press('Home', 1, { shiftKey: true }).told[1]).toEqual(['select', [4, 2], 'add']);
  });

  it('toggles, opens and selects all', () => {
    expect(press(' ', 1).told).toEqual([['select', [2], 'remove']]);
    expect(press(' ', 2).told).toEqual([['select', [0], 'add']]);
    expect(press('Enter', 3).told).toEqual([['open', 3]]);
    expect(press('a', 0, { ctrlKey: true }).told).toEqual([['select', [4, 2, 0, 3, 1], 'replace']]);
  });

  it('leaves other keys to the page', () => {
    expect(press('a', 0)).toEqual({ done: false, told: [] });
    expect(press('Tab', 0).done).toBe(false);
    expect(press(' ', -1)).toEqual({ done: true, told: [] });
  });
});
