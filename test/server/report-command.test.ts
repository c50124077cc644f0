import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MapSummary } from '../../server/map-protocol.ts';
import { runCliIn } from './run-cli.ts';

const saved = /<script type="application\/json" id="saved-map">(.*?)<\/script>/s;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-report-'));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

/** The summary in the report of a file with these lines. */
async function reportOn(lines: readonly object[]): Promise<MapSummary> {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  await writeFile(path.join(folder, 'lines.jsonl'), text);
  const { code, stderr } = await runCliIn(folder, ['report', 'lines.jsonl', '-o', 'lines.html']);
  expect([code, stderr]).toEqual([0, '']);
  const page = await readFile(path.join(folder, 'lines.html'), 'utf8');
  const { summary } = JSON.parse(saved.exec(page)?.[1] ?? '') as { readonly summary: MapSummary };
  return summary;
}

function sums(count: number): object[] {
  return Array.from({ length: count }, (_, at) => ({
    prompt: `What is ${at} times 7?`,
    completion: `It is ${7 * at}.`,
  }));
}

// With fewer than four places there are no figures of quality to wait for.
it.each([1, 3])('a report of %i lines ends, without figures of quality', async (count) => {
  const { rows, projection } = await reportOn(sums(count));
  expect(rows).toBe(count);
  expect(projection).toMatchObject({ progress: null, quality: null, measuring: false });
});

it('a report of 25 lines has its figures of quality', async () => {
  const { projection } = await reportOn(sums(25));
  expect(projection).toMatchObject({ quality: { samples: 25 }, measuring: false });
});

it('a state that the panel saved becomes a page without the model', async () => {
  const state = {
    latentLintMap: 1,
    made: 'Saved from the geometry panel.',
    names: ['data.jsonl'],
    target: { uris: ['saved:///1/data.jsonl'], projection: { kind: 'harm' } },
    summary: {
      rows: 0,
      files: [],
      features: [],
      projection: { message: '</script><b>', axes: ['', ''] },
    },
    columns: {},
    samples: null,
    superposition: null,
    whatIf: null,
  };
  await writeFile(path.join(folder, 'map.json'), JSON.stringify(state));
  const args = ['report', 'map.json', '-o', 'map.html', '--pack', 'nowhere'];
  expect(await runCliIn(folder, args)).toMatchObject({ code: 0, stderr: '' });
  const page = await readFile(path.join(folder, 'map.html'), 'utf8');
  expect(JSON.parse(saved.exec(page)?.[1] ?? '')).toEqual(state);
  await writeFile(path.join(folder, 'map.json'), JSON.stringify({ ...state, latentLintMap: 2 }));
  expect(await runCliIn(folder, args)).toMatchObject({ code: 2 });
});
