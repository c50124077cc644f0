import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { placeVector, type LayoutModel } from '../../../server/core/map/layout.ts';
import { VectorTable } from '../../../server/core/map/vector-table.ts';
import { LayoutFiles } from '../../../server/store/layout-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
});
afterEach(async () => rm(folder, { recursive: true }));

const pca: LayoutModel = {
  kind: 'pca',
  width: 2,
  axes: [Float32Array.of(1, 0), Float32Array.of(0, 1)],
  centre: [0.25, -0.5],
  scale: 2,
  explained: [0.5, 0.25],
};
const landmarks = VectorTable.from(
  [
    { scale: 1, values: Int8Array.of(3, 4) },
    { scale: 1, values: Int8Array.of(-4, 3) },
  ],
  2,
  2,
).parts;
const umap: LayoutModel = {
  kind: 'umap',
  width: 2,
  landmarks,
  x: Float32Array.of(0.5, -1),
  y: Float32Array.of(1, 0),
};

test.each([pca, umap])(
  'a layout places vectors as before after a restart: $kind',
  async (model) => {
    await new LayoutFiles(folder).write('name', { model, keys: [1, 2 ** 36 - 1] });
    const kept = await new LayoutFiles(folder).read('name');
    expect(kept?.keys).toEqual([1, 2 ** 36 - 1]);
    const vector = [0.3, 0.9];
    expect(kept && placeVector(kept.model, vector)).toEqual(placeVector(model, vector));
    expect(await new LayoutFiles(folder).read('another')).toBeNull();
  },
);

test('a damaged file counts as missing', async () => {
  const files = new LayoutFiles(folder);
  await files.write('name', { model: pca, keys: [1] });
  const maps = path.join(folder, 'maps-1');
  const [name = ''] = await readdir(maps);
  const text = await readFile(path.join(maps, name), 'utf8');
  await writeFile(path.join(maps, name), text.replace('"scale":2', '"scale":3'));
  expect(await files.read('name')).toBeNull();
  await writeFile(path.join(maps, name), '{');
  expect(await files.read('name')).toBeNull();
});

test('without a folder nothing is kept', async () => {
  const files = new LayoutFiles(null);
  await files.write('name', { model: pca, keys: [] });
  expect(await files.read('name')).toBeNull();
});
