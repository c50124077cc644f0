import { describe, expect, it } from 'vitest';
import { placeVector } from '../../../server/core/map/layout.ts';
import { measureMap } from '../../../server/core/map/map-quality.ts';
import type { LayoutResult, ProjectionJob } from '../../../server/projection/messages.ts';
import { fitUmap } from '../../../server/projection/fit-umap.ts';
import { runJob } from '../../../server/projection/run-job.ts';
import { clusteredTable, inOrder, tableOf } from '../core/map/some-vectors.ts';

function layout(job: Omit<Extract<ProjectionJob, { kind: 'layout' }>, 'kind'>): LayoutResult {
  const result = runJob({ kind: 'layout', ...job }, () => undefined);
  if (result === null || !('model' in result)) throw new Error('It is no layout.');
  return result;
}

describe('runJob', () => {
  const table = clusteredTable(120, 24, 4, 0.4);
  const order = inOrder(120);

  it('fits and places by UMAP, the same every time', () => {
    const job = { projection: 'umap', vectors: table.parts, order } as const;
    const result = layout(job);
    expect(layout(job)).toEqual(result);
    for (const row of [0, 17, 119]) {
      expect(placeVector(result.model, table.bytes(row))).toEqual([result.x[row], result.y[row]]);
    }
    const quality = measureMap(table, result.x, result.y, order);
    expect(quality?.trustworthiness).toBeGreaterThan(0.85);
    expect(Math.max(...result.x.map(Math.abs), ...result.y.map(Math.abs))).toBeCloseTo(1, 5);
  });

  it('places by a model that there is', () => {
    const { model, x, y } = layout({ projection: 'pca', vectors: table.parts, order });
    expect(runJob({ kind: 'place', model, vectors: table.parts }, () => undefined)).toEqual({
      x,
      y,
    });
  });

  it('measures a map, and finds topics', () => {
    const { x, y } = layout({ projection: 'pca', vectors: table.parts, order });
    const quality = runJob({ kind: 'quality', vectors: table.parts, order, x, y }, () => undefined);
    expect(quality).toMatchObject({ quality: { samples: 120, neighbours: 10 } });
    const topics = runJob({ kind: 'topics', vectors: table.parts, order }, () => undefined);
    expect(topics).toMatchObject({ centres: { length: 4 } });
  });

  it('tells how far it is, from 0 to 1', () => {
    const shares: number[] = [];
    runJob({ kind: 'layout', projection: 'umap', vectors: table.parts, order }, (share) =>
      shares.push(share),
    );
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(100);
    expect(shares.at(-1)).toBe(1);
  });
});

describe('fitUmap', () => {
  it('is defined for every small number of rows', () => {
    const all = clusteredTable(20, 6, 2, 0.5);
    for (let count = 0; count <= 20; count += 1) {
      const { x, y } = fitUmap(all, inOrder(count));
      expect(x).toHaveLength(count);
      expect([...x, ...y].every((place) => Math.abs(place) <= 1.0001)).toBe(true);
    }
  });

  it('takes equal rows once, and is defined when all are equal or missing', () => {
    const equal = tableOf(
      Array.from({ length: 30 }, () => [3, 4]),
      2,
    );
    const model = fitUmap(equal, inOrder(30));
    expect(model.landmarks.rows).toBe(1);
    expect(placeVector(model, [3, 4])).toEqual([0, 0]);
    expect(fitUmap(tableOf([null, null], 2), inOrder(2)).landmarks.rows).toBe(0);
  });

  it('keeps each point near to those of its cluster', () => {
    const table = clusteredTable(90, 24, 3, 0.2);
    const { x, y } = fitUmap(table, inOrder(90));
    for (let i = 0; i < 90; i += 1) {
      const others = Array.from({ length: 90 }, (_, j) => j).filter((j) => j !== i);
      const distance = (j: number) =>
        Math.hypot((x[i] ?? 0) - (x[j] ?? 0), (y[i] ?? 0) - (y[j] ?? 0));
      const nearest = others.reduce((best, j) => (distance(j) < distance(best) ? j : best));
      expect(nearest % 3).toBe(i % 3);
    }
  });
});
