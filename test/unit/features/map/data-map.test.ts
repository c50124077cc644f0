import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { OwnFeature } from '../../../../server/core/own-features/own-feature.ts';
import { DataMap } from '../../../../server/features/map/data-map.ts';
import { columnOf } from '../../../../server/features/map/columns.ts';
import { rowFlags, type ColumnName, type MapSummary } from '../../../../server/map-protocol.ts';
import { LayoutFiles } from '../../../../server/store/layout-files.ts';
import { writeOwnFeature } from '../../../../server/store/own-feature-files.ts';
import { madeFeature } from '../own-features/made-feature.ts';
import { scan, textLine, type Scanned } from '../scanned.ts';
import { FakeTools } from './fake-projector.ts';
import { numbers, vectorsOf } from './some-samples.ts';

const pca = { kind: 'pca' } as const;
const lines = numbers(40).map((at) => textLine(`0.${at + 10}`));
let tools: FakeTools;
let map: DataMap;
let scanned: Scanned;

beforeEach(async () => {
  tools = new FakeTools();
  tools.projector.automatic = true;
  scanned = await scan(lines, {}, (text) => ({ vectors: vectorsOf(Number(text.slice(2)) || 0) }));
  map = newMap([scanned.file.uri]);
});

function newMap(uris: readonly string[]): DataMap {
  let stamp = 0;
  return new DataMap(uris, {
    projector: tools.projector,
    changed: tools.changed,
    failed: tools.failed,
    layouts: new LayoutFiles(null),
    nextStamp: () => ++stamp,
  });
}

/** The map as soon as it is as wanted. */
async function when(isSo: (summary: MapSummary) => boolean): Promise<MapSummary> {
  for (;;) {
    const changed = tools.nextChange();
    const state = await map.state(pca, scanned.context);
    if (state === null) throw new Error('There is no map.');
    const summary = await map.summary(state, scanned.context);
    if (isSo(summary)) return summary;
    await changed;
  }
}

const isPlaced = ({ projection }: MapSummary) =>
  projection.progress === null && projection.quality !== null;

async function column(name: ColumnName): Promise<number[]> {
  const state = await map.state(pca, scanned.context);
  if (state === null) throw new Error('There is no map.');
  return Array.from(columnOf(name, state, 0, state.rows.count) ?? []);
}

/** Replaces the text of a line and waits for its score. */
async function edit(line: number, text: string): Promise<void> {
  const { file, context } = scanned;
  const range = { start: { line, character: 0 }, end: { line, character: 1_000 } };
  const done = scanned.nextEnd();
  file.change(file.version + 1, [{ range, text }]);
  context.scanner.wake();
  await done;
}

describe('DataMap', () => {
  it('is none while a file is not open', async () => {
    expect(await newMap(['file:///data/other.jsonl']).state(pca, scanned.context)).toBeNull();
  });

  it('has a row for each sample, with its place, and is measured after that', async () => {
    const summary = await when(isPlaced);
    expect(summary).toMatchObject({ rows: 40, message: '40 samples, each with its score.' });
    expect(await column('line')).toEqual(numbers(40));
    expect((await column('x')).every(Number.isFinite)).toBe(true);
    expect(tools.projector.kinds).toEqual(['layout', 'topics', 'quality']);
  });

  it('has the same stamp until something changes', async () => {
    const { stamp } = await when(isPlaced);
    expect((await map.state(pca, scanned.context))?.stamp).toBe(stamp);
    expect(map.at(stamp, pca)).not.toBeNull();
    await edit(3, textLine('0.05'));
    const state = await map.state(pca, scanned.context);
    expect(state?.stamp).toBeGreaterThan(stamp);
    expect(map.at(stamp, pca)).toBeNull();
  });

  it('leaves everything where it was when one line is edited', async () => {
    await when(isPlaced);
    const names = ['id', 'x', 'y', 'risk', 'hashHigh', 'hashLow', 'topic'] as const;
    const before = await Promise.all(names.map(column));
    await edit(3, textLine('0.05'));
    const after = await Promise.all(names.map(column));
    for (const [at, values] of after.entries()) {
      expect(values.toSpliced(3, 1)).toEqual(before[at]?.toSpliced(3, 1));
    }
    expect((await column('risk'))[3]).toBeCloseTo(0.55, 6);
    expect(tools.projector.kinds.filter((kind) => kind === 'layout')).toHaveLength(1);
  });

  it('follows lines that move, and numbers those of equal content', async () => {
    await when(isPlaced);
    const ids = await column('id');
    await edit(0, `${textLine('0.49')}\n{"no": "sample"}\n${textLine('0.10')}`);
    expect((await column('id')).slice(2)).toEqual(ids.slice(1));
    expect(await column('line')).toEqual([0, ...numbers(40).map((line) => line + 2)]);
    const equal = await column('duplicates');
    expect(equal.filter((group) => group > 0)).toEqual([1, 1]);
    expect(equal.indexOf(1)).toBe(0);
    expect(equal.lastIndexOf(1)).toBe(40);
  });

  it('knows features by their sums', async () => {
    const { features } = await when(isPlaced);
    const cosines = await column('cosine:feature-0');
    const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
    expect(features[0]?.meanCosine).toBeCloseTo(mean, 6);
    const flagged = (await column('flags')).filter((flags) => (flags & rowFlags.flagged) !== 0);
    expect(features.reduce((sum, feature) => sum + feature.flagged, 0)).toBe(flagged.length);
  });

  describe('with a feature of one’s own', () => {
    const feature = madeFeature('own-one', { title: 'One of mine' });
    let root: string;

    beforeEach(async () => {
      root = await mkdtemp(path.join(tmpdir(), 'latent-lint-map-'));
      onTestFinished(() => rm(root, { recursive: true, force: true }));
    });

    /** Writes the feature as it is now, and lets the folder's features count for the file. */
    async function put(change: Partial<OwnFeature> = {}): Promise<void> {
      await writeOwnFeature(root, { ...feature, ...change });
      await scanned.context.own.attach(scanned.file, root);
    }

    it('tells which samples are nearest to it, and which to one of the pack', async () => {
      await put();
      const { features } = await when(isPlaced);
      expect(features.map(({ id, own }) => [id, own])).toEqual([
        ['feature-0', false],
        ['feature-1', false],
        ['own-one', true],
      ]);
      const own = await column('cosine:own-one');
      const ofPack = await Promise.all([0, 1].map((at) => column(`cosine:feature-${at}`)));
      const nearest = await column('nearestOfAll');
      for (const [row, index] of nearest.entries()) {
        const cosines = [...ofPack, own].map((cosine) => cosine[row] ?? NaN);
        expect(index).toBe(cosines.indexOf(Math.max(...cosines)));
      }
      expect(new Set(nearest)).toEqual(new Set([0, 2]));
      // What is flagged is still decided by those of the pack.
      expect(Math.max(...(await column('nearest')))).toBeLessThan(2);
    });

    it('leaves it out while it is off, though it flags nothing', async () => {
      // No share of ordinary samples is greater than 1.
      await put({ threshold: 1 });
      const { stamp } = await when(isPlaced);
      expect(await column('nearestOfAll')).toContain(2);
      await put({ threshold: 1, enabled: false });
      const state = await map.state(pca, scanned.context);
      expect(state?.stamp).toBeGreaterThan(stamp);
      expect(await column('nearestOfAll')).toEqual(await column('nearest'));
      expect(await column('cosine:own-one')).toHaveLength(40);
    });

    it('counts for the files of its folder alone', async () => {
      await put();
      await when(isPlaced);
      const state = await map.state(pca, scanned.context);
      if (state === null) throw new Error('There is no map.');
      const elsewhere = { ...state, ownOn: [[]] };
      expect(columnOf('nearestOfAll', elsewhere, 0, 40)).toEqual(columnOf('nearest', state, 0, 40));
    });
  });

  it('has the same places after what is large was freed', async () => {
    await when(isPlaced);
    const places = await column('x');
    map.release();
    await when(isPlaced);
    expect(await column('x')).toEqual(places);
    expect(tools.projector.kinds.filter((kind) => kind === 'layout')).toHaveLength(1);
  });
});
