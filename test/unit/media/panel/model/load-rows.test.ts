import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../../../../media/panel/model/base64.ts';
import {
  loadCosines,
  loadRows,
  type MapRequests,
} from '../../../../../media/panel/model/load-rows.ts';
import {
  columnTypes,
  mostRows,
  type MapColumnsParams,
} from '../../../../../server/map-protocol.ts';
import { makeSummary, uri } from '../made-rows.ts';

const target = { uris: [uri], projection: { kind: 'pca' } } as const;

/** Answers every column with the number of the row, and tells what it was asked. */
function numbering(
  change: (params: MapColumnsParams) => 'answer' | 'null' | 'short' = () => 'answer',
) {
  const asked: MapColumnsParams[] = [];
  const requests: MapRequests = {
    map: () => Promise.resolve(makeSummary(0)),
    columns: (params) => {
      asked.push(params);
      const { columns, start, end } = params;
      const how = change(params);
      if (how === 'null') return Promise.resolve(null);
      const length = end - start - (how === 'short' ? 1 : 0);
      const values = Array.from({ length }, (_, index) => start + index);
      return Promise.resolve({
        columns: Object.fromEntries(columns.map((name) => [name, encoded(name, values)])),
      });
    },
  };
  return { requests, asked };
}

function encoded(name: string, values: readonly number[]): string {
  const type = Object.entries(columnTypes).find(([column]) => column === name)?.[1] ?? 'f32';
  if (type === 'u8') return toBase64(Uint8Array.from(values));
  const column = type === 'u32' ? Uint32Array.from(values) : Float32Array.from(values);
  return toBase64(new Uint8Array(column.buffer));
}

describe('loadRows', () => {
  it('puts chunks together', async () => {
    const count = 2 * mostRows + 5;
    const { requests, asked } = numbering();
    const rows = await loadRows(requests, target, makeSummary(count), ['risky-advice', 'unknown']);
    expect(asked.map(({ start, end }) => end - start)).toEqual([mostRows, mostRows, 5]);
    expect(rows?.count).toBe(count);
    expect(rows?.id[count - 1]).toBe(count - 1);
    expect(rows?.file[mostRows + 3]).toBe((mostRows + 3) % 256);
    expect(rows?.x[mostRows]).toBe(mostRows);
    expect([...(rows?.cosines.keys() ?? [])]).toEqual(['risky-advice']);
    expect(rows?.cosines.get('risky-advice')?.[7]).toBe(7);
  });

  it('asks for nothing of an empty map', async () => {
    const { requests, asked } = numbering();
    expect((await loadRows(requests, target, makeSummary(0), []))?.count).toBe(0);
    expect(asked).toEqual([]);
  });

  it('says when the map became another one meanwhile', async () => {
    const { requests } = numbering(({ start }) => (start > 0 ? 'null' : 'answer'));
    expect(await loadRows(requests, target, makeSummary(mostRows + 1), [])).toBeNull();
  });

  it('refuses a column that is too short', async () => {
    const { requests } = numbering(() => 'short');
    await expect(loadRows(requests, target, makeSummary(3), [])).rejects.toThrow('incomplete');
  });
});

describe('loadCosines', () => {
  it('loads one column', async () => {
    const { requests, asked } = numbering();
    const cosines = await loadCosines(requests, target, makeSummary(3), 'insecure-code');
    expect([...(cosines ?? [])]).toEqual([0, 1, 2]);
    expect(asked[0]?.columns).toEqual(['cosine:insecure-code']);
  });
});
