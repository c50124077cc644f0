import { describe, expect, it } from 'vitest';
import { EqualRows } from '../../../../server/features/map/equal-rows.ts';

describe('EqualRows', () => {
  it('numbers contents that are there more than once, with and without a slot', () => {
    const rows = new EqualRows(8, 2);
    const contents: [slot: number, hash: string][] = [
      [0, 'a'],
      [-1, 'b'],
      [0, 'a'],
      [-1, 'c'],
      [-1, 'b'],
      [0, 'a'],
      [300, 'd'],
      [300, 'd'],
    ];
    for (const [row, [slot, hash]] of contents.entries()) rows.add(row, slot, hash);
    expect(Array.from(rows.groups)).toEqual([1, 2, 1, 0, 2, 1, 3, 3]);
  });
});
