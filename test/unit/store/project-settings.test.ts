import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ProjectSettings,
  ProjectSettingsFiles,
  UnreadableSettings,
} from '../../../server/store/project-settings.ts';

describe('project settings', () => {
  let folder: string;
  let file: string;
  let data: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
    file = path.join(folder, '.latent-lint/settings.json');
    data = path.join(folder, 'data/train.jsonl');
    await mkdir(path.dirname(file));
  });

  afterEach(async () => rm(folder, { recursive: true }));

  const load = async (): Promise<ProjectSettings> => {
    const settings = await new ProjectSettingsFiles().of(data, [folder]);
    await settings.reload();
    return settings;
  };

  test('keeps keys that it does not know, in a fixed order, and leaves nothing else behind', async () => {
    const before = {
      features: { b: { enabled: false, note: 'why' }, a: { later: 1 } },
      files: { 'data/train.jsonl': { owner: 'me' } },
      zebra: [1],
    };
    await writeFile(file, JSON.stringify(before));
    const settings = await load();
    await settings.setThreshold(data, 0.97);
    await settings.setFeature('b', true);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      format: 1,
      zebra: [1],
      features: { a: { later: 1 }, b: { note: 'why' } },
      files: { 'data/train.jsonl': { owner: 'me', threshold: 0.97 } },
    });
    expect([settings.threshold(data), settings.featuresOff.size]).toEqual([0.97, 0]);
    await settings.setThreshold(data, null);
    expect((await load()).threshold(data)).toBeNull();
    expect(await readdir(path.dirname(file))).toEqual(['settings.json']);
  });

  test('two files that say the same have the same bytes', async () => {
    const one = await load();
    await one.setFeature('x', false);
    await one.setFeature('a', false);
    const first = await readFile(file, 'utf8');
    await rm(file);
    const two = await load();
    await two.setFeature('a', false);
    await two.setFeature('x', false);
    expect(await readFile(file, 'utf8')).toBe(first);
  });

  test('values that make no sense decide nothing', async () => {
    const files = { 'data/train.jsonl': { threshold: 7 }, __proto__: null };
    const features = { a: { enabled: 'no' }, b: null };
    await writeFile(file, JSON.stringify({ files, features }));
    const settings = await load();
    expect([settings.threshold(data), settings.featuresOff.size]).toEqual([null, 0]);
    expect(settings.threshold(path.join(folder, 'constructor'))).toBeNull();
  });

  test.each(['{', '[]', '{"format":2}', '{"files":[]}'])(
    'a file that holds %s is named and not written over',
    async (content) => {
      await writeFile(file, content);
      const settings = new ProjectSettings(file);
      await expect(settings.reload()).rejects.toThrow(UnreadableSettings);
      await expect(settings.setThreshold(data, 0.5)).rejects.toThrow('.latent-lint/settings.json');
      expect(await readFile(file, 'utf8')).toBe(content);
    },
  );

  test('without a file it lives in memory', async () => {
    const settings = new ProjectSettings(null);
    await settings.setThreshold('untitled:one', 0.5);
    expect(settings.threshold('untitled:one')).toBe(0.5);
    expect(settings.threshold('untitled:two')).toBeNull();
  });
});
