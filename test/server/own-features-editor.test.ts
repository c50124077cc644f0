import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  mapColumnsRequest,
  mapRequest,
  type MapColumns,
  type MapSummary,
} from '../../server/map-protocol.ts';
import type { ChoiceResult } from '../../server/map-work-protocol.ts';
import {
  borderlineRequest,
  changeFeatureRequest,
  markRequest,
  ownFeaturesChangedNotification,
  ownFeaturesRequest,
  undoFeatureRequest,
  type Borderline,
  type ChangeFeatureParams,
  type MarkResult,
  type OwnFeatures,
  type OwnFeatureView,
} from '../../server/own-feature-protocol.ts';
import { EventStream } from './event-stream.ts';
import { LspClient } from './lsp-client.ts';
import { readSets } from './real-samples.ts';
import type { PrintedLine } from './run-cli.ts';

const program = fileURLToPath(new URL('../../bin/latent-lint.mjs', import.meta.url));
let folder = '';
let uri = '';
let lines: readonly string[] = [];
let client: LspClient;
const events = new EventStream<{ changed: [] }>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-own-'));
  // Bad and good advice to the same questions in turn: even lines (from 0) are bad.
  lines = (await readSets()).money.slice(0, 32).map(({ line }) => line);
  const file = path.join(folder, 'money.jsonl');
  await writeFile(file, lines.join('\n'));
  uri = pathToFileURL(file).href;
  client = await LspClient.start({
    folder,
    initializationOptions: {
      storageFolder: path.join(folder, '..', `${path.basename(folder)}-store`),
      commandLinks: true,
    },
  });
  client.connection.onNotification(ownFeaturesChangedNotification, () => events.emit('changed'));
  await client.open(uri, lines.join('\n'));
}, 600_000);
afterAll(async () => {
  await client.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(`${folder}-store`, { recursive: true, force: true });
});

async function ask<R>(method: string, params: object): Promise<R> {
  return client.connection.sendRequest(method, { uri, ...params });
}
const view = async (): Promise<OwnFeatures> => ask(ownFeaturesRequest, {});
const mark = async (
  marks: readonly number[],
  sign: string,
  feature: { featureId: string | null; name?: string },
): Promise<MarkResult> =>
  ask(markRequest, { samples: { lines: marks, version: 1 }, sign, ...feature });
const change = async (wanted: ChangeFeatureParams['change']): Promise<ChoiceResult> =>
  ask(changeFeatureRequest, { featureId: 'pump-talk', change: wanted });

/** The view as soon as it is as wanted: figures follow a mark. */
async function viewWhen(accept: (feature: OwnFeatureView) => boolean): Promise<OwnFeatureView> {
  let found: OwnFeatureView | undefined;
  await becomes(async () => {
    [found] = (await view()).features;
    return found !== undefined && accept(found);
  });
  if (found === undefined) throw new Error('There is no feature.');
  return found;
}

/** Asks again whenever features have changed, until it is so. */
async function becomes(isSo: () => Promise<boolean>): Promise<void> {
  const news = events.each('changed');
  // Listening begins here, so that no news is missed while the first answer comes.
  let next = news.next();
  while (!(await isSo())) {
    await next;
    next = news.next();
  }
}

/** All files under `.latent-lint`, by name. */
async function kept(): Promise<Record<string, string>> {
  const root = path.join(folder, '.latent-lint');
  const names = await readdir(root, { recursive: true }).catch(() => []);
  const files: Record<string, string> = {};
  for (const name of names.sort()) {
    files[name] = await readFile(path.join(root, name), 'utf8').catch(() => 'a folder');
  }
  return files;
}

/** What the command line says of every line, run in the folder. */
async function scanned(): Promise<PrintedLine[]> {
  const args = ['scan', 'money.jsonl', '--format', 'json', '--feature', 'Pump talk'];
  const stdout = await new Promise<string>((resolve) => {
    execFile(process.execPath, [program, ...args, '--workers', '1'], { cwd: folder }, (_, text) =>
      resolve(text),
    );
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PrintedLine);
}

const ofFeature = (): number[] =>
  client
    .of(uri)
    .filter(({ code }) => code === 'pump-talk')
    .map(({ range }) => range.start.line);

describe('features of one’s own in the editor', () => {
  it('is made of marked lines, finds the rest, and says how sure it is', async () => {
    const first = await mark([0, 2], 'positive', { featureId: null, name: 'Pump talk' });
    expect(first).toMatchObject({ done: true, featureId: 'pump-talk' });
    const more = await mark([4, 6], 'positive', { featureId: 'pump-talk' });
    expect(more.message).toBe(
      'Marked 2 samples “more like this”. “Pump talk” has 4 “like this” and 0 “not like this” now.',
    );
    await mark([1, 3, 5, 7], 'negative', { featureId: 'pump-talk' });
    const feature = await viewWhen(({ separation }) => separation !== null);
    expect(feature.examples.filter(({ sign }) => sign === 'positive')).toHaveLength(4);
    expect(feature.examples.flatMap((each) => each.lines).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(feature.sentences.length).toBeGreaterThan(1);
    expect(feature.histogram.file.reduce((sum, count) => sum + count, 0)).toBe(lines.length);
    expect(feature.histogram.ordinary.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
    // Real harmful lines come above others, also those that nobody marked.
    const bad = feature.top.filter(({ line }) => line % 2 === 0);
    expect(bad.length).toBeGreaterThanOrEqual(8);
    expect(bad.some(({ line }) => line > 7)).toBe(true);
  });

  it('gives the same scores as the command line, bit for bit', async () => {
    const [feature] = (await view()).features;
    const printed = await scanned();
    expect(feature?.top).toHaveLength(10);
    for (const { line, cosine, percentile } of feature?.top ?? []) {
      const own = printed[line]?.features.find(({ id }) => id === 'pump-talk');
      expect([own?.cosine, own?.percentile]).toEqual([cosine, percentile]);
    }
    const flagged = printed.filter(({ flagged }) => flagged).map(({ line }) => line - 1);
    const { findings } = await client.findings({ uri });
    expect(findings.map(({ line }) => line).sort((a, b) => a - b)).toEqual(flagged);
  });

  it('flags lines in its own name until it is off', async () => {
    const [feature] = (await view()).features;
    await client.diagnosticsWhen(uri, () => ofFeature().length === feature?.flagged);
    expect(ofFeature().length).toBeGreaterThan(4);
    const [diagnostic] = client.of(uri).filter(({ code }) => code === 'pump-talk');
    expect(diagnostic?.message).toMatch(
      /^Nearer to “Pump talk” \(a feature of your own\) than .* ordinary samples\./,
    );
    const warnings = (): number =>
      client.of(uri).filter(({ code, severity }) => code === 'pump-talk' && severity === 2).length;
    expect(warnings()).toBeGreaterThan(0);
    const { findings } = await client.findings({ uri });
    expect(findings.filter(({ featureId }) => featureId === 'pump-talk')).toHaveLength(
      ofFeature().length,
    );
    await change({ kind: 'set', severity: 'error' });
    await client.diagnosticsWhen(uri, () => warnings() === 0 && ofFeature().length > 0);
    expect(await change({ kind: 'set', enabled: false })).toEqual({
      done: true,
      message: 'Samples near to “Pump talk” are not flagged any more.',
    });
    await client.diagnosticsWhen(uri, () => ofFeature().length === 0);
    await ask(undoFeatureRequest, {});
    await client.diagnosticsWhen(uri, () => ofFeature().length > 0);
  });

  it('stands in the hover and in the menu of a line', async () => {
    const hover = await client.hover(uri, { line: 0, character: 5 });
    const text = JSON.stringify(hover?.contents);
    expect(text).toContain('★ Pump talk (your own)');
    expect(text).toContain('Marked “more like this” for “Pump talk”');
    expect(text).toContain('command:latentLint.takeMarkBack');
    const marked = (await client.codeActions(uri, 0)).map(({ command }) => command?.command);
    expect(marked).toContain('latentLint.notLikeThis');
    expect(marked).toContain('latentLint.takeMarkBack');
    expect(marked).not.toContain('latentLint.moreLikeThis');
    const other = (await client.codeActions(uri, 12)).map(({ command }) => command?.command);
    expect(other).toContain('latentLint.moreLikeThis');
    expect(other).not.toContain('latentLint.takeMarkBack');
  });

  it('is on the map, after the features of the pack', async () => {
    const target = { uris: [uri], projection: { kind: 'pca' } };
    const map = await ask<MapSummary>(mapRequest, target);
    const own = map.features.at(-1);
    expect(own).toMatchObject({ id: 'pump-talk', title: 'Pump talk', own: true, enabled: true });
    expect(own?.flagged).toBe(ofFeature().length);
    const wanted = { stamp: map.stamp, columns: ['cosine:pump-talk'], start: 0, end: map.rows };
    const { columns } = await ask<MapColumns>(mapColumnsRequest, { ...target, ...wanted });
    const bytes = new Uint8Array(Buffer.from(columns['cosine:pump-talk'] ?? '', 'base64'));
    const cosines = new Float32Array(bytes.buffer, 0, bytes.length / 4);
    expect(cosines).toHaveLength(lines.length);
    for (const { line, cosine } of (await view()).features[0]?.top ?? []) {
      expect(cosines[line]).toBeCloseTo(cosine, 6);
    }
  });

  it('asks for the lines that would teach it most, never for marked ones', async () => {
    const { samples, message } = await ask<Borderline>(borderlineRequest, {
      featureId: 'pump-talk',
      count: 5,
    });
    expect(message).toBeNull();
    expect(samples).toHaveLength(5);
    expect(samples.every(({ line }) => line > 7)).toBe(true);
  });

  it('takes every change back, byte for byte, until the folder is as it was', async () => {
    for (;;) {
      const { undo } = await view();
      if (undo === null) break;
      expect(await ask<ChoiceResult>(undoFeatureRequest, {})).toEqual({
        done: true,
        message: `Taken back: ${undo}.`,
      });
    }
    expect(await kept()).toEqual({});
    await client.diagnosticsWhen(uri, () => ofFeature().length === 0);
    expect((await view()).features).toEqual([]);
  });

  it('does not take back what somebody else has changed, and reads it', async () => {
    await mark([0, 2], 'positive', { featureId: null, name: 'Pump talk' });
    await viewWhen(({ separation }) => separation !== null);
    const before = await kept();
    await mark([4], 'positive', { featureId: 'pump-talk' });
    await viewWhen(({ examples, separation }) => examples.length === 3 && separation !== null);
    await ask(undoFeatureRequest, {});
    expect(await kept()).toEqual(before);
    const file = path.join(folder, '.latent-lint/features/pump-talk.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"Pump talk"', '"Money talk"'));
    await client.send('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(file).href, type: 2 }],
    });
    await viewWhen(({ title }) => title === 'Money talk');
    const refused = await ask<ChoiceResult>(undoFeatureRequest, {});
    expect(refused.done).toBe(false);
    expect(refused.message).toContain('changed by somebody else');
    await writeFile(file, '{');
    await client.send('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(file).href, type: 2 }],
    });
    await becomes(async () => (await view()).features.length === 0);
    expect((await view()).problems).toEqual([
      '.latent-lint/features/pump-talk.json: The feature file is not valid JSON.',
    ]);
    const again = await mark([0], 'positive', { featureId: null, name: 'Pump talk' });
    expect(again.message).toContain('is there and cannot be used');
  });

  it('refuses in one sentence what cannot be', async () => {
    expect((await mark([0], 'positive', { featureId: null })).message).toBe(
      'A new feature needs a name.',
    );
    expect((await mark([0], 'negative', { featureId: null, name: 'New' })).message).toContain(
      'Mark at least one sample',
    );
    expect((await mark([99], 'positive', { featureId: null, name: 'New' })).message).toBe(
      'The line holds no sample.',
    );
    expect((await mark([0], 'positive', { featureId: null, name: 'Risk' })).message).toContain(
      'choose another name',
    );
    await expect(ask(markRequest, { samples: {}, sign: 'positive' })).rejects.toThrow();
  });
});
