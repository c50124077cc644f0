import { describe, expect, it } from 'vitest';
import { TimeSlice } from '../../../../server/time-slice.ts';
import { emptyTable, fill, hashOf, numbers, outcomesOf, vectorsOf } from './some-samples.ts';

describe('SampleTable', () => {
  it('keeps what is known of each sample while it grows', async () => {
    const table = emptyTable();
    await fill(table, numbers(200));
    await fill(table, numbers(900));
    expect(table.size).toBe(900);
    for (const sample of [0, 199, 200, 899]) {
      const slot = table.find(hashOf(sample));
      expect(table.hash(slot)).toBe(hashOf(sample));
      expect(table.risk[slot]).toBeCloseTo(0.5 + sample / 1e6, 6);
      expect(table.tokens[slot]).toBe(5);
      expect(table.vectors.bytes(slot)).toEqual(vectorsOf(sample).answer.values);
    }
  });

  it('keeps the slots of samples that stay, and gives those of others away', async () => {
    const table = emptyTable();
    expect(await fill(table, numbers(3))).toEqual([0, 1, 2]);
    expect(await fill(table, numbers(3))).toEqual([]);
    expect(await fill(table, [0, 2, 3])).toEqual([3, 1]);
    expect([0, 1, 2, 3].map((sample) => table.find(hashOf(sample)))).toEqual([0, -1, 2, 3]);
    expect(table.vectors.has(1)).toBe(false);
    await fill(table, [0, 2, 3, 4]);
    expect(table.find(hashOf(4))).toBe(1);
  });

  it('has room for the new while the old is still there', async () => {
    const table = emptyTable();
    await fill(table, numbers(400));
    await fill(
      table,
      numbers(400).map((sample) => sample + 400),
    );
    expect(table.size).toBe(400);
    expect(table.find(hashOf(799))).toBeGreaterThanOrEqual(0);
    expect(table.find(hashOf(0))).toBe(-1);
  });

  it('has an order by content that does not depend on slots', async () => {
    const [up, down] = [emptyTable(), emptyTable()];
    await fill(up, numbers(600));
    await fill(down, numbers(600).reverse());
    const hashes = async (table: typeof up) =>
      Array.from(await table.order(), (slot) => table.hash(slot));
    const ordered = await hashes(up);
    expect(ordered).toEqual(await hashes(down));
    expect(ordered).toEqual(ordered.toSorted());
  });

  it('gives no slot without a score', async () => {
    const table = emptyTable();
    await table.reserve(2, new TimeSlice());
    expect(table.slot(hashOf(1), outcomesOf([]))).toBe(-1);
    expect(table.find(hashOf(1))).toBe(-1);
  });
});
