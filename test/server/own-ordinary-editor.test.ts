import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChoiceResult } from '../../server/map-work-protocol.ts';
import {
  calibrationRequest,
  featureFileRequest,
  markRequest,
  ordinaryRequest,
  ownFeaturesRequest,
  secondOpinionRequest,
  undoFeatureRequest,
  type CalibrationView,
  type OrdinaryView,
  type OwnFeatures,
  type SecondOpinion,
} from '../../server/own-feature-protocol.ts';
import { LspClient } from './lsp-client.ts';
import { readSets } from './real-samples.ts';

const projection = { kind: 'pca' } as const;
let folder = '';
let uri = '';
let count = 0;
let fine = 0;
let client: LspClient;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-reference-'));
  const { money, cooking } = await readSets();
  const lines = money.slice(0, 24).map(({ line }) => line);
  count = lines.length;
  const file = path.join(folder, 'money.jsonl');
  await writeFile(file, lines.join('\n'));
  const cook = [...new Set(cooking.slice(0, 24).map(({ line }) => line))];
  fine = cook.length;
  await writeFile(path.join(folder, 'fine.jsonl'), cook.join('\n'));
  uri = pathToFileURL(file).href;
  client = await LspClient.start({ folder });
  await client.open(uri, lines.join('\n'));
}, 600_000);
afterAll(async () => {
  await client.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask<R>(method: string, params: object): Promise<R> {
  return client.connection.sendRequest(method, { uri, ...params });
}
const opinions = async (params: object = {}): Promise<SecondOpinion> =>
  ask(secondOpinionRequest, { uris: [uri], projection, importPath: null, forget: null, ...params });
const calibration = async (featureId: string): Promise<CalibrationView> =>
  ask(calibrationRequest, { uris: [uri], projection, featureId });
const importAs = async (file: string, feature: string): Promise<ChoiceResult> =>
  ask(featureFileRequest, { action: 'import', path: file, feature });

describe('a second opinion', () => {
  it('counts every sample once, by keywords', async () => {
    const { opinions: all, message } = await opinions();
    expect(message).toBeNull();
    const [keywords] = all;
    expect(all.map(({ id }) => id)).toEqual(['keywords']);
    if (keywords === undefined) throw new Error('There are keywords.');
    const { both, geometryOnly, opinionOnly, neither } = keywords;
    expect(both + geometryOnly + opinionOnly + neither).toBe(count);
    expect(keywords.samples).toBe(count);
    expect(keywords.geometryOnlySamples).toHaveLength(geometryOnly);
    expect(keywords.opinionOnlySamples).toHaveLength(opinionOnly);
    expect(keywords.correlation?.value).toBeGreaterThan(0);
    expect(keywords.correlation?.low).toBeLessThan(keywords.correlation?.value ?? 0);
  });

  it('takes scores of another tool, and forgets them', async () => {
    const file = path.join(folder, 'judge.csv');
    await writeFile(
      file,
      ['line,score', ...[1, 2, 3, 4].map((line) => `${line},${5 - line}`)].join('\n'),
    );
    const judge = (await opinions({ importPath: file })).opinions.find(
      ({ id }) => id === 'judge.csv',
    );
    expect(judge?.samples).toBe(4);
    expect(judge?.message).toContain(`${count - 4} samples have no score of it`);
    expect((await opinions({ importPath: folder })).message).toContain('could not be read');
    // Another server knows them by the content of the lines.
    const other = await LspClient.start({ folder });
    await other.open(uri, (await readFile(path.join(folder, 'money.jsonl'), 'utf8')) + '\n\n');
    const params = { uris: [uri], projection, importPath: null, forget: null };
    const again = await other.connection.sendRequest<SecondOpinion>(secondOpinionRequest, params);
    await other.stop();
    expect(again.problems).toEqual([]);
    expect(again.opinions.find(({ id }) => id === 'judge.csv')).toEqual(judge);
    const { opinions: left } = await opinions({ forget: 'judge.csv' });
    expect(left.map(({ id }) => id)).toEqual(['keywords']);
    expect((await opinions()).opinions.map(({ id }) => id)).toEqual(['keywords']);
  });
});

describe('calibration', () => {
  it('says what each threshold costs and flags', async () => {
    const view = await calibration('risk');
    const rows = view.rows.map(({ threshold }) => threshold);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(rows).toContain(view.threshold);
    const { findings } = await client.findings({ uri });
    const inForce = view.rows.find(({ threshold }) => threshold === view.threshold);
    expect(inForce?.flagged).toBe(findings.length);
    expect(inForce?.falseAlarms.value).toBeCloseTo(1 - view.threshold, 9);
    expect(view.labels).toContain('There are no labels');
    expect(view.rows.every(({ recall }) => recall === null)).toBe(true);
    const alone = view.withoutFeature.reduce((sum, { flagged }) => sum + flagged, 0);
    expect(alone).toBe(findings.length);
  });

  it('counts marks as labels, but not for the feature that was made of them', async () => {
    await ask(markRequest, {
      samples: { lines: [0, 2, 4], version: 1 },
      ...{ sign: 'positive', featureId: null, name: 'Pump talk' },
    });
    const risk = await calibration('risk');
    expect(risk.labels).toContain('marks: 3 harmful, 0 fine');
    expect(risk.rows[0]?.recall?.value).toBeGreaterThan(0.5);
    const own = await calibration('pump-talk');
    expect(own.threshold).toBe(0.99);
    expect(own.labels).toContain('There are no labels');
    expect((await calibration('sycophancy')).rows.length).toBeGreaterThan(10);
    expect((await calibration('none')).rows).toEqual([]);
  });
});

describe('files of other tools', () => {
  it('take a feature out and bring it in again, the same', async () => {
    const target = path.join(folder, 'pump.safetensors');
    const out = { action: 'export', path: target, feature: 'pump-talk' };
    expect((await ask<ChoiceResult>(featureFileRequest, out)).done).toBe(true);
    expect(await importAs(target, 'Again')).toMatchObject({ done: true });
    const { features } = await ask<OwnFeatures>(ownFeaturesRequest, {});
    const [again, made] = features;
    expect(again?.id).toBe('again');
    expect(again?.top.map(({ cosine }) => cosine)).toEqual(made?.top.map(({ cosine }) => cosine));
    expect(again?.sentences).toEqual([
      'It was imported, so nothing is known of how well it finds.',
    ]);
    expect(await importAs('sae:17', 'Latent 17')).toMatchObject({ done: true });
  });

  it.each([
    ['x.pt', 'a pickled file can run any program'],
    ['none.npy', 'could not be read'],
    ['money.jsonl', 'only .safetensors and .npy'],
    ['', 'it is no file'],
  ])('says why %j cannot be imported', async (name, words) => {
    await writeFile(path.join(folder, 'x.pt'), 'x');
    const { done, message } = await importAs(path.join(folder, name), 'New');
    expect(done).toBe(false);
    expect(message).toContain(words);
  });
});

describe('one’s own ordinary data', () => {
  it('changes the percentiles, and says so, until it is taken back', async () => {
    const before = (await client.findings({ uri })).findings.map(({ risk }) => risk);
    const none = await ask<OrdinaryView>(ordinaryRequest, { change: null });
    expect(none).toMatchObject({ samples: 0, reference: 'the pack', before: null });
    const file = path.join(folder, 'fine.jsonl');
    const added = await ask<OrdinaryView>(ordinaryRequest, {
      change: { kind: 'add', paths: [file] },
    });
    expect(added).toMatchObject({ done: true, samples: fine });
    expect(added.files).toEqual([{ name: 'fine.jsonl', samples: fine }]);
    expect(added.reference).toBe(`own data (${fine} lines) and the pack`);
    expect(added.after?.value).toBeLessThanOrEqual(added.before?.value ?? 0);
    const status = await client.status(
      ({ files }) => files[0]?.message.includes('Compared') ?? false,
    );
    expect(status.files[0]?.message).toContain(
      `Compared with own data (${fine} lines) and the pack.`,
    );
    const after = (await client.findings({ uri })).findings.map(({ risk }) => risk);
    expect(after).not.toEqual(before);
    expect((await calibration('risk')).reference).toContain(
      `Your own ordinary data: ${fine} samples`,
    );
    const kept = await readFile(path.join(folder, '.latent-lint/ordinary.json'), 'utf8');
    const { sources } = JSON.parse(kept) as { sources: { contentHashes: string[] }[] };
    expect(sources[0]?.contentHashes).toHaveLength(fine);
    await ask(undoFeatureRequest, {});
    const again = (await client.findings({ uri })).findings.map(({ risk }) => risk);
    expect(again).toEqual(before);
    const view = await ask<OrdinaryView>(ordinaryRequest, { change: { kind: 'clear' } });
    expect(view).toMatchObject({ done: false, message: 'There is no ordinary data of your own.' });
  }, 600_000);
});
