import { describe, expect, it } from 'vitest';
import { Selection } from '../../../../../media/panel/model/selection.ts';
import { tableRows } from '../../../../../media/panel/model/table-rows.ts';
import { makeRows } from '../made-rows.ts';

const none = (count: number) => new Uint8Array(count);

describe('tableRows', () => {
  const rows = makeRows(4, {
    risk: Float32Array.of(0.2, Number.NaN, 0.9, 0.2),
    nearestOfAll: Uint8Array.of(0, 255, 1, 0),
  });
  const empty = Selection.empty(4);

  it('sorts both ways, keeps equals in order, and puts what has no value last', () => {
    const by = (descending: boolean) => ({ column: 'risk', descending }) as const;
    expect([...tableRows(rows, none(4), by(true), empty)]).toEqual([2, 0, 3, 1]);
    expect([...tableRows(rows, none(4), by(false), empty)]).toEqual([0, 3, 2, 1]);
  });

  it('sorts names by the alphabet', () => {
    const sort = { column: 'nearest', descending: false } as const;
    // “Insecure code” comes before “Risky advice”.
    expect([...tableRows(rows, none(4), sort, empty)]).toEqual([2, 0, 3, 1]);
  });

  it('sorts by line and by selection, without what is left out', () => {
    const line = { column: 'line', descending: true } as const;
    expect([...tableRows(rows, Uint8Array.of(0, 1, 0, 0), line, empty)]).toEqual([3, 2, 0]);
    const selected = { column: 'selected', descending: true } as const;
    expect([...tableRows(rows, none(4), selected, Selection.of(4, [3]))]).toEqual([3, 0, 1, 2]);
  });

  it.each(['tokens', 'format', 'topic'] as const)('keeps all rows by %s', (column) => {
    expect(tableRows(rows, none(4), { column, descending: true }, empty)).toHaveLength(4);
  });
});
