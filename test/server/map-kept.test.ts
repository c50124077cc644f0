import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LspClient, root } from './lsp-client.ts';
import { MapClient } from './map-client.ts';

const uri = 'file:///data/kept.jsonl';
let storageFolder: string;
let lines: readonly string[];

beforeAll(async () => {
  storageFolder = await mkdtemp(path.join(tmpdir(), 'latent-lint-maps-'));
  const text = await readFile(path.join(root, 'examples/advice.jsonl'), 'utf8');
  lines = text.split('\n').slice(0, 12);
});
afterAll(async () => rm(storageFolder, { recursive: true, force: true }));

/** Where a server that was just started places the first so many samples of the file; then it ends. */
async function placesAfterStart(count: number): Promise<number[]> {
  const client = await LspClient.start({ initializationOptions: { storageFolder } });
  try {
    const panel = new MapClient(client, { uris: [uri], projection: { kind: 'pca' } });
    await client.open(uri, lines.slice(0, count).join('\n'));
    const map = await panel.mapWhen(
      ({ projection, rows }) =>
        rows === count && projection.progress === null && projection.anchors.length > 0,
    );
    return [...(await panel.column('x', map)), ...(await panel.column('y', map))];
  } finally {
    await client.stop();
  }
}

async function keptFile(): Promise<string> {
  const folder = path.join(storageFolder, 'maps-1');
  const [name] = await readdir(folder);
  if (name === undefined) throw new Error('No map was kept.');
  return path.join(folder, name);
}

test('places samples after a restart as before, unless what was kept is damaged', async () => {
  const all = await placesAfterStart(12);
  expect(all).toHaveLength(24);
  expect(all.every((value) => Number.isFinite(value))).toBe(true);
  // Fitted on eight samples alone, their places would be others.
  const before = [...all.slice(0, 8), ...all.slice(12, 20)];
  expect(await placesAfterStart(8)).toEqual(before);

  const file = await keptFile();
  const kept = await readFile(file, 'utf8');
  await writeFile(file, kept.replace('"width"', '"Width"'));
  const anew = await placesAfterStart(8);
  expect(anew.every((value) => Number.isFinite(value))).toBe(true);
  expect(anew).not.toEqual(before);
  expect(await placesAfterStart(8)).toEqual(anew);
});
