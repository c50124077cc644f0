import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  featureChoiceRequest,
  fileThresholdRequest,
  mapExportRequest,
  type ChoiceResult,
  type MapExport,
} from '../../server/map-work-protocol.ts';
import { LspClient } from './lsp-client.ts';
import { encode, MapClient } from './map-client.ts';
import { parseLines, runCli } from './run-cli.ts';
import { chat, ordinary, risky } from './samples.ts';

const lines = [
  chat(...risky[0]),
  chat(...ordinary[0]),
  chat(...risky[1]),
  chat(...ordinary[1]),
  chat(...ordinary[2]),
];
const text = `${lines.join('\n')}\n`;
let folder: string;
let file: string;
let uri: string;
let client: LspClient;
let panel: MapClient;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-map-'));
  file = path.join(folder, 'train.jsonl');
  uri = pathToFileURL(file).href;
  await writeFile(file, text);
  // Both risky samples are above it, and no ordinary one.
  client = await LspClient.start({ folder, settings: () => ({ threshold: { risk: 0.8 } }) });
  panel = new MapClient(client, { uris: [uri], projection: { kind: 'pca' } });
  await client.open(uri, text);
});
afterEach(async () => {
  await client.stop();
  await rm(folder, { recursive: true });
});

const ids = async (...numbers: number[]): Promise<number[]> => {
  const all = await panel.column('id', await panel.map());
  return numbers.map((line) => all[line] ?? -1);
};
const without = (...gone: number[]): string =>
  lines
    .filter((_, line) => !gone.includes(line))
    .map((line) => `${line}\n`)
    .join('');

describe('something is done with samples', () => {
  test('exactly they are removed, by one edit', async () => {
    const result = await panel.act('remove', await ids(0, 2, 3));
    expect(result).toEqual({ done: true, message: 'Removed 3 samples.' });
    expect(client.editor.text(uri)).toBe(without(0, 2, 3));
    expect(client.editor.edits).toHaveLength(1);
  });

  test('nothing is done when one of them has changed', async () => {
    const selected = await ids(0, 1);
    const at = { line: 1, character: 0 };
    await client.edit(uri, ' ', { start: at, end: at });
    const result = await panel.act('remove', selected);
    expect(result.done).toBe(false);
    expect(result.message).toMatch(/has changed/);
    expect(client.editor.edits).toHaveLength(0);
  });

  test('they are moved to quarantine, and get the weight 0', async () => {
    const moved = await panel.act('quarantine', await ids(0, 2));
    expect(moved).toMatchObject({ done: true, message: 'Moved 2 samples.' });
    expect(moved.quarantine).toEqual([uri.replace('train.jsonl', 'train.quarantine.jsonl')]);
    expect(client.editor.text(moved.quarantine?.[0] ?? '')).toBe(`${lines[0]}\n${lines[2]}\n`);
    await panel.mapWhen(({ rows, files }) => rows === 3 && files[0]?.waiting === 0);
    expect(await panel.act('weightZero', await ids(0, 1))).toEqual({
      done: true,
      message: 'Set the weight of 2 samples to 0.',
    });
    expect(client.editor.text(uri).match(/"weight": ?0/g)).toHaveLength(2);
  });

  test('they are ignored and no longer ignored', async () => {
    const result = await panel.act('ignore', await ids(0, 2), 'reviewed');
    expect(result.message).toBe('2 samples are ignored from now on.');
    const list = await readFile(path.join(folder, '.latent-lint/ignore.jsonl'), 'utf8');
    expect(list.match(/"reason":"reviewed"/g)).toHaveLength(2);
    expect((await client.findings({ uri })).total).toBe(0);
    const back = await panel.act('stopIgnoring', await ids(0, 2));
    expect(back.message).toBe('2 different samples are no longer ignored.');
    expect((await client.findings({ uri })).total).toBe(2);
  });
});

test('lines are exported as they are, or as a table', async () => {
  const ask = async (format: string): Promise<MapExport> =>
    client.connection.sendRequest(mapExportRequest, {
      ...panel.target,
      ids: encode(await ids(2, 0)),
      format,
    });
  expect((await ask('jsonl')).text).toBe(`${lines[0]}\n${lines[2]}\n`);
  const table = (await ask('csv')).text.trimEnd().split('\r\n');
  expect(table).toHaveLength(3);
  expect(table[1]).toContain(`${file},1,`);
});

describe('what is decided beside the data', () => {
  test('changes what is flagged, in the editor and on the command line', async () => {
    const changed = client.nextDiagnostics(uri);
    const result: ChoiceResult = await client.connection.sendRequest(fileThresholdRequest, {
      uri,
      risk: 0,
    });
    expect(result.done).toBe(true);
    expect((await changed).diagnostics).toHaveLength(5);
    const map = await panel.map();
    expect(map.files[0]).toMatchObject({ threshold: 0, thresholdSource: 'file' });
    const settings = await readFile(path.join(folder, '.latent-lint/settings.json'), 'utf8');
    expect(JSON.parse(settings)).toEqual({
      format: 1,
      features: {},
      files: { 'train.jsonl': { threshold: 0 } },
    });
    const scanned = parseLines(await runCli(['scan', file, '--format', 'json']));
    expect(scanned.filter(({ flagged }) => flagged)).toHaveLength(5);
    const strict = await runCli(['scan', file, '--format', 'json', '--threshold', '1']);
    expect(parseLines(strict).filter(({ flagged }) => flagged)).toHaveLength(0);
    await client.connection.sendRequest(fileThresholdRequest, { uri, risk: null });
    expect((await client.findings({ uri })).total).toBe(2);
  });

  test('a feature that is off flags nothing', async () => {
    const [first] = (await client.findings({ uri })).findings;
    const featureId = first?.featureId ?? '';
    const choose = async (enabled: boolean): Promise<ChoiceResult> =>
      client.connection.sendRequest(featureChoiceRequest, { uri, featureId, enabled });
    expect((await choose(false)).done).toBe(true);
    const left = (await client.findings({ uri })).findings;
    expect(left).toHaveLength(1);
    expect(left.some((finding) => finding.featureId === featureId)).toBe(false);
    const map = await panel.map();
    expect(map.features.find(({ id }) => id === featureId)?.enabled).toBe(false);
    const scanned = parseLines(
      await runCli(['scan', file, '--format', 'json', '--threshold', '0.8']),
    );
    expect(scanned.filter(({ flagged }) => flagged)).toHaveLength(1);
    await choose(true);
    expect((await client.findings({ uri })).total).toBe(2);
  });
});
