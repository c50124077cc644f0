import { describe, expect, it } from 'vitest';
import { keysOf, rowsOfKeys } from '../../../../../media/panel/model/sample-keys.ts';
import { makeRows } from '../made-rows.ts';

describe('keys of samples', () => {
  it('find the same samples in another order and with other ids', () => {
    const rows = makeRows(3);
    const keys = keysOf(rows, Uint32Array.of(0, 2));
    const later = makeRows(3, {
      id: Uint32Array.of(1, 2, 3),
      hashHigh: Uint32Array.of(1002, 1001, 1000),
      hashLow: Uint32Array.of(2002, 2001, 2000),
    });
    expect(rowsOfKeys(later, keys)).toEqual([0, 2]);
  });

  it('tell samples with the same content apart', () => {
    const rows = makeRows(4, {
      hashHigh: Uint32Array.of(7, 7, 8, 7),
      hashLow: Uint32Array.of(9, 9, 8, 9),
      duplicates: Uint32Array.of(1, 1, 0, 1),
    });
    expect(rowsOfKeys(rows, keysOf(rows, Uint32Array.of(1)))).toEqual([1]);
    expect(rowsOfKeys(rows, keysOf(rows, Uint32Array.of(0, 3)))).toEqual([0, 3]);
  });

  it('select nothing when they are damaged or there are none', () => {
    const rows = makeRows(2);
    expect(rowsOfKeys(rows, 'no base64!')).toEqual([]);
    expect(rowsOfKeys(rows, '')).toEqual([]);
    expect(keysOf(rows, new Uint32Array())).toBe('');
  });

  it('are left out when there are too many to keep', () => {
    const many = 200_001;
    const selected = Uint32Array.from({ length: many }, (_, row) => row);
    expect(keysOf(makeRows(many), selected)).toBe('');
  });
});
