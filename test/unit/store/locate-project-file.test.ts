import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { locateProjectFile } from '../../../server/store/locate-project-file.ts';

describe('the place of a project file', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
  });

  afterEach(async () => rm(folder, { recursive: true }));

  const locate = (file: string, roots: readonly string[]) =>
    locateProjectFile(file, roots, 'settings.json');

  test('the nearest folder of the workspace that has one decides, else the workspace, else the own folder', async () => {
    const file = path.join(folder, 'work/data/train.jsonl');
    await mkdir(path.dirname(file), { recursive: true });
    const own = path.join(folder, 'work/data/.latent-lint/settings.json');
    const upper = path.join(folder, 'work/.latent-lint/settings.json');
    expect(await locate(file, [])).toBe(own);
    const folders = [folder, path.join(folder, 'work'), path.join(folder, 'wor')];
    expect(await locate(file, folders)).toBe(upper);
    await mkdir(path.join(folder, '.latent-lint'));
    expect(await locate(file, folders)).toBe(path.join(folder, '.latent-lint/settings.json'));
    await mkdir(path.dirname(own));
    expect(await locate(file, folders)).toBe(own);
  });

  test('nothing above the workspace counts', async () => {
    const file = path.join(folder, 'work/data/train.jsonl');
    await mkdir(path.join(folder, '.latent-lint'));
    expect(await locate(file, [path.join(folder, 'work')])).toBe(
      path.join(folder, 'work/.latent-lint/settings.json'),
    );
    expect(await locate(file, [path.join(folder, 'other')])).toBe(
      path.join(folder, 'work/data/.latent-lint/settings.json'),
    );
  });
});
