import { beforeEach, describe, expect, it } from 'vitest';
import type { KeptLayout } from '../../../../server/store/layout-files.ts';
import { FittedLayout } from '../../../../server/features/map/fitted-layout.ts';
import type { SampleTable } from '../../../../server/features/map/sample-table.ts';
import { FakeTools } from './fake-projector.ts';
import { emptyTable, fill, hashOf, numbers } from './some-samples.ts';

let tools: FakeTools;
let table: SampleTable;
beforeEach(() => {
  tools = new FakeTools();
  table = emptyTable();
});

/** Reads these samples into the table and brings the layout up to date. */
async function show(layout: FittedLayout, samples: readonly number[], complete = true) {
  layout.moved(await fill(table, samples), table);
  await layout.update(table, complete);
}

/** As `show`, with the fit that it begins. */
async function fitted(layout: FittedLayout, samples: readonly number[], complete = true) {
  await show(layout, samples, complete);
  (await tools.projector.next()).finish();
  await tools.when(() => layout.progress === null);
}

const placesOf = (layout: FittedLayout, samples: readonly number[]) =>
  samples.map((sample) => {
    const slot = table.find(hashOf(sample));
    return [layout.x[slot], layout.y[slot]];
  });

describe('FittedLayout', () => {
  it('is fitted once, and kept when no sample waits', async () => {
    const layout = new FittedLayout('pca', tools, null);
    await show(layout, numbers(60));
    expect([layout.model, layout.progress]).toEqual([null, 0]);
    (await tools.projector.next()).finish();
    await tools.when(() => layout.progress === null);
    expect(placesOf(layout, numbers(60)).flat().every(Number.isFinite)).toBe(true);
    expect(tools.kept).toHaveLength(1);
    await layout.update(table, true);
    expect(tools.projector.kinds).toEqual(['layout']);
  });

  it('moves an edited sample alone', async () => {
    const layout = new FittedLayout('pca', tools, null);
    await fitted(layout, numbers(60));
    const before = placesOf(layout, numbers(59));
    const { revision } = layout;
    await show(layout, [...numbers(59), 77]);
    expect(placesOf(layout, numbers(59))).toEqual(before);
    expect(placesOf(layout, [77]).flat().every(Number.isFinite)).toBe(true);
    expect(layout.revision).toBeGreaterThan(revision);
    expect(tools.projector.kinds).toEqual(['layout']);
  });

  it('places what comes while it is being fitted', async () => {
    const layout = new FittedLayout('pca', tools, null);
    await show(layout, numbers(60), false);
    const job = await tools.projector.next();
    await show(layout, numbers(70), false);
    job.finish();
    await tools.when(() => layout.progress === null);
    expect(placesOf(layout, numbers(70)).flat().every(Number.isFinite)).toBe(true);
    expect(tools.kept).toEqual([]);
  });

  it('is fitted anew when most samples are new, and when the last score has come', async () => {
    const layout = new FittedLayout('pca', tools, null);
    await fitted(layout, numbers(20), false);
    await fitted(layout, numbers(60), false);
    await show(layout, numbers(65), false);
    expect(tools.projector.kinds).toHaveLength(2);
    await fitted(layout, numbers(65));
    expect(tools.projector.kinds).toHaveLength(3);
  });

  it('places by a kept layout without a fit, the same as before', async () => {
    const first = new FittedLayout('pca', tools, null);
    await fitted(first, numbers(60));
    const places = placesOf(first, numbers(60));
    const [kept] = tools.kept as KeptLayout[];
    table = emptyTable();
    const second = new FittedLayout('pca', tools, kept ?? null);
    await show(second, numbers(60).reverse());
    expect(placesOf(second, numbers(60))).toEqual(places);
    expect(tools.projector.kinds).toEqual(['layout']);
  });

  it('stops when told to, and goes on when asked again', async () => {
    const layout = new FittedLayout('umap', tools, null);
    await show(layout, numbers(60));
    layout.stop();
    await tools.when(() => layout.progress === null);
    await layout.update(table, true);
    expect([layout.halted, layout.model, tools.projector.kinds.length]).toEqual([
      'stopped',
      null,
      1,
    ]);
    layout.resume();
    await layout.update(table, true);
    expect([layout.halted, layout.progress]).toEqual([null, 0]);
  });

  it('says when it cannot be fitted, once', async () => {
    const layout = new FittedLayout('pca', tools, null);
    await show(layout, numbers(60));
    (await tools.projector.next()).fail(new Error('No memory is left.'));
    await tools.when(() => layout.progress === null);
    await show(layout, numbers(90));
    expect(layout.halted).toBe('broken');
    expect(tools.failures).toHaveLength(1);
    expect(tools.projector.kinds).toHaveLength(1);
  });

  it('lets many new samples of a neighbourhood map be placed elsewhere', async () => {
    const layout = new FittedLayout('umap', tools, null);
    await fitted(layout, numbers(60));
    await show(layout, numbers(70));
    const job = await tools.projector.next();
    expect(job.job.kind).toBe('place');
    const placed = tools.when(() => placesOf(layout, numbers(70)).flat().every(Number.isFinite));
    job.finish();
    await placed;
    await show(layout, numbers(72));
    expect(placesOf(layout, [70, 71]).flat().every(Number.isFinite)).toBe(true);
    expect(tools.projector.kinds).toEqual(['layout', 'place']);
  });

  it('forgets places and keeps how samples are placed', async () => {
    const layout = new FittedLayout('pca', tools, null);
    await fitted(layout, numbers(60));
    const places = placesOf(layout, numbers(60));
    layout.clear();
    expect(layout.x).toHaveLength(0);
    table = emptyTable();
    await show(layout, numbers(60));
    expect(placesOf(layout, numbers(60))).toEqual(places);
  });
});
