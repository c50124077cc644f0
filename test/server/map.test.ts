import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  mapCancelRequest,
  mapColumnsRequest,
  mapHeatRequest,
  mapNearestRequest,
  mapSampleRequest,
  mapSearchRequest,
  rowFlags,
  type MapHeat,
  type MapIds,
  type MapSample,
} from '../../server/map-protocol.ts';
import {
  mapSuperpositionRequest,
  mapWhatIfRequest,
  type MapSuperposition,
  type MapWhatIf,
} from '../../server/map-work-protocol.ts';
import { LspClient, root } from './lsp-client.ts';
import { decode, MapClient } from './map-client.ts';

const uri = 'file:///data/advice.jsonl';
const pca = { kind: 'pca' } as const;
let client: LspClient;
let panel: MapClient;
let text: string;

beforeAll(async () => {
  text = await readFile(path.join(root, 'examples/advice.jsonl'), 'utf8');
  client = await LspClient.start();
  panel = new MapClient(client, { uris: [uri], projection: pca });
  await client.open(uri, text);
});
afterAll(async () => client.stop());

async function ask<R>(method: string, params: object): Promise<R> {
  return client.connection.sendRequest(method, { ...panel.target, ...params });
}

const places = async (): Promise<{ x: number[]; id: number[]; line: number[] }> => {
  const map = await panel.mapWhen(
    ({ projection }) => projection.progress === null && projection.anchors.length > 0,
  );
  return {
    x: await panel.column('x', map),
    id: await panel.column('id', map),
    line: await panel.column('line', map),
  };
};

describe('the map of a file', () => {
  test('says the same of every sample as the findings', async () => {
    const map = await panel.map();
    const { findings } = await client.findings({ uri });
    const [line, risk, flags, nearest] = [
      await panel.column('line', map),
      await panel.column('risk', map),
      await panel.column('flags', map),
      await panel.column('nearest', map),
    ];
    expect(map.rows).toBe(map.files[0]?.samples);
    const flagged = line.flatMap((each, row) =>
      (flags[row] ?? 0) & rowFlags.flagged ? [each] : [],
    );
    expect(flagged).toEqual(findings.map((finding) => finding.line).sort((a, b) => a - b));
    for (const finding of findings) {
      const row = line.indexOf(finding.line);
      expect(risk[row]).toBeCloseTo(finding.risk, 6);
      expect(map.features[nearest[row] ?? -1]?.id).toBe(finding.featureId);
    }
    expect(map.features.reduce((sum, feature) => sum + feature.flagged, 0)).toBe(findings.length);
    expect(map.message).toMatch(/^\d+ samples, each with its score\.$/);
  });

  test('shows two features as the cosines to them', async () => {
    const both = { kind: 'features', x: 'sycophancy', y: 'risk' } as const;
    const map = await panel.mapWhen(({ projection }) => projection.anchors.length > 0, both);
    expect(await panel.column('x', map, both)).toEqual(
      await panel.column('cosine:sycophancy', map, both),
    );
    expect(await panel.column('y', map, both)).toEqual(
      await panel.column('cosine:risk', map, both),
    );
    const anchor = map.projection.anchors.find(({ featureId }) => featureId === 'sycophancy');
    expect(anchor?.x).toBeCloseTo(1, 5);
  });

  test('shows harm of any kind across, and features where samples that point their way would be', async () => {
    const harm = { kind: 'harm' } as const;
    const map = await panel.mapWhen(({ projection }) => projection.anchors.length > 0, harm);
    const x = await panel.column('x', map, harm);
    const y = await panel.column('y', map, harm);
    expect(x).toEqual(await panel.column('cosine:risk', map, harm));
    expect(y.every(Number.isFinite)).toBe(true);
    expect(Math.max(...y)).toBeGreaterThan(Math.min(...y));
    const { anchors, axes } = map.projection;
    expect(anchors).toHaveLength(map.features.filter(({ own }) => !own).length);
    const heights = anchors.map((anchor) => anchor.y);
    const title = (height: number) =>
      map.features.find(({ id }) => id === anchors[heights.indexOf(height)]?.featureId)?.title;
    const [bottom, top] = [title(Math.min(...heights)), title(Math.max(...heights))];
    expect(axes[1]).toBe(`“${bottom ?? ''}” … “${top ?? ''}”`);
    expect(Math.min(...anchors.map((anchor) => anchor.x))).toBeGreaterThan(0);
  });

  test('has columns for its last stamp only, and for no feature that there is not', async () => {
    const map = await panel.map();
    const params = { columns: ['id', 'cosine:none'], start: 0, end: 2 };
    expect(await ask(mapColumnsRequest, { ...params, stamp: map.stamp })).toEqual({
      columns: { id: expect.any(String) as string },
    });
    expect(await ask(mapColumnsRequest, { ...params, stamp: map.stamp + 1000 })).toBeNull();
    await expect(ask(mapColumnsRequest, { ...params, stamp: 1, end: 70_000 })).rejects.toThrow();
  });

  test('is measured: trustworthiness, continuity, and a share for every sample', async () => {
    const map = await panel.mapWhen(({ projection }) => projection.quality !== null);
    const { quality } = map.projection;
    expect(quality?.trustworthiness).toBeGreaterThan(0.5);
    const fidelity = await panel.column('fidelity', map);
    expect(fidelity.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test('names topics by their prompts', async () => {
    const map = await panel.mapWhen(({ topics }) => topics.length > 0);
    for (const topic of map.topics) expect(text).toContain(topic.slice(0, 20));
  });

  test('makes a neighbourhood map in the background, and lets it be stopped', async () => {
    const umap = { kind: 'umap' } as const;
    const first = await panel.map(umap);
    expect(first.projection.shown).toEqual(pca);
    expect(first.projection.progress).not.toBeNull();
    await ask(mapCancelRequest, { uris: [uri] });
    const stopped = await panel.mapWhen(({ projection }) => projection.progress === null, umap);
    expect(stopped.projection.shown).toEqual(pca);
    expect(stopped.projection.message).toMatch(/stopped/);
    await panel.map(pca);
    const map = await panel.mapWhen(({ projection }) => projection.shown.kind === 'umap', umap);
    const x = await panel.column('x', map, umap);
    expect(x.every((value) => Number.isFinite(value))).toBe(true);
  });
});

describe('one sample', () => {
  test('comes with its turns, and its nearest by true cosine', async () => {
    const map = await panel.map();
    const ids = await panel.column('id', map);
    const id = ids[1] ?? 0;
    const sample: MapSample = await ask(mapSampleRequest, { id });
    expect(sample).toMatchObject({ id, uri, line: 1, ignored: null });
    expect(text.split('\n')[1]).toContain(JSON.stringify(sample.turns.at(-1)?.text));
    expect(sample.features.map(({ cosine }) => cosine)).toEqual(
      sample.features.map(({ cosine }) => cosine).sort((a, b) => b - a),
    );
    const cosines = sample.neighbours.map(({ cosine }) => cosine);
    expect(cosines).toEqual([...cosines].sort((a, b) => b - a));
    expect(cosines).toHaveLength(5);
    const { ids: near } = await ask<MapIds>(mapNearestRequest, { id, count: 5 });
    expect(decode(near)).toEqual(sample.neighbours.map((each) => each.id));
    expect(await ask(mapSampleRequest, { id: 4_000_000_000 })).toBeNull();
  });

  test('is nearest to its duplicate', async () => {
    const map = await panel.map();
    const duplicates = await panel.column('duplicates', map);
    const ids = await panel.column('id', map);
    const first = duplicates.findIndex((group) => group > 0);
    const second = duplicates.lastIndexOf(duplicates[first] ?? 0);
    expect(second).toBeGreaterThan(first);
    const { ids: near } = await ask<MapIds>(mapNearestRequest, { id: ids[first], count: 1 });
    expect(decode(near)).toEqual([ids[second]]);
  });

  test('is told token by token', async () => {
    const map = await panel.map();
    const [id] = await panel.column('id', map);
    const { tokens, message }: MapHeat = await ask(mapHeatRequest, { id });
    expect(message).toBeNull();
    expect(tokens.length).toBeGreaterThan(3);
    expect(await ask(mapHeatRequest, { id })).toEqual({ tokens, message });
  });

  test('feeds features and latents of the graph', async () => {
    const map = await panel.map();
    const [id] = await panel.column('id', map);
    const graph: MapSuperposition = await ask(mapSuperpositionRequest, { sample: { uri, id } });
    const names = new Set(graph.nodes.map((node) => node.id));
    expect(graph.nodes.filter(({ kind }) => kind === 'latent').length).toBeGreaterThan(30);
    expect(graph.nodes.some(({ kind, fed }) => kind === 'latent' && (fed ?? 0) > 0)).toBe(true);
    expect(graph.edges.every(({ from, to }) => names.has(from) && names.has(to))).toBe(true);
    const between = graph.edges.filter(
      ({ from, to }) => from.startsWith('latent:') && to.startsWith('latent:'),
    );
    expect(between.length).toBeGreaterThan(0);
    expect(
      graph.edges.every(({ cosine }) => Math.abs(cosine) >= 0.12 && Math.abs(cosine) <= 1.0001),
    ).toBe(true);
  });
});

describe('a search', () => {
  const search = async (wanted: string, options: object = {}): Promise<MapIds> =>
    ask(mapSearchRequest, { text: wanted, regularExpression: false, matchCase: false, ...options });

  test('finds text of the turns, not of the source', async () => {
    const map = await panel.map();
    const ids = await panel.column('id', map);
    const lines = await panel.column('line', map);
    const wanted = 'her doctor';
    const found = decode((await search(wanted)).ids).map((id) => lines[ids.indexOf(id)]);
    const expected = text
      .split('\n')
      .flatMap((line, at) => (line.toLowerCase().includes(wanted) ? [at] : []));
    expect(found).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
    expect((await search('"role"')).ids).toBe('');
    expect((await search('HER DOCTOR', { matchCase: true })).ids).toBe('');
  });

  test('takes expressions, also evil ones, and says when one is none', async () => {
    const regularExpression = true;
    const { ids, message } = await search('doctor|lawyer', { regularExpression });
    expect([decode(ids).length > 0, message]).toEqual([true, null]);
    // One that goes back over what it has read would never come to an end.
    expect((await search('(\\w+\\s?)+$x', { regularExpression })).ids).toBe('');
    expect((await search('(', { regularExpression })).message).toMatch(
      /^This is not a regular expression/,
    );
  });
});

test('removing the riskiest lowers the drift to the risk more than chance does', async () => {
  const result: MapWhatIf = await ask(mapWhatIfRequest, { ids: null, riskiestShare: 0.1 });
  const risk = result.drift[0];
  expect(risk?.id).toBe('risk');
  expect(risk?.after).toBeLessThan(risk?.random[1] ?? -1);
  expect(result.removed).toBe(Math.round(0.1 * 59));
  const formats = result.lost.filter(({ kind }) => kind === 'format');
  expect(formats.reduce((sum, { removed }) => sum + removed, 0)).toBe(result.removed);
});

test('an edited line moves alone', async () => {
  const before = await places();
  const lines = text.split('\n');
  const edited = (lines[2] ?? '').replace(/"([^"]{20})/, '"Please answer this too. $1');
  const end = { line: 2, character: (lines[2] ?? '').length };
  await client.edit(uri, edited, { start: { line: 2, character: 0 }, end });
  const after = await places();
  const moved = after.line.filter((line, row) => {
    const was = before.line.indexOf(line);
    return before.id[was] !== after.id[row] || before.x[was] !== after.x[row];
  });
  expect(moved).toEqual([2]);
  await client.edit(uri, text);
});
