import { link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { featureFile } from '../../../../server/features/own-features/exchange.ts';
import { writeOwnFeature } from '../../../../server/store/own-feature-files.ts';
import { scan, textLine } from '../scanned.ts';
import { madeFeature } from './made-feature.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'latent-lint-exchange-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

it('exports a whole file in the place of the one that is there', async () => {
  const { file, context } = await scan([textLine('0.1')]);
  await writeOwnFeature(root, madeFeature('own'));
  await context.own.attach(file, root);
  const target = path.join(root, 'own.npy');
  await writeFile(target, 'what somebody agreed to replace');
  await link(target, path.join(root, 'before'));
  const params = { uri: file.uri, action: 'export', path: target, feature: 'own' } as const;
  expect(await featureFile(params, context)).toEqual({
    done: true,
    message: '“own” was exported to own.npy.',
  });
  expect((await readFile(target)).subarray(1, 6).toString()).toBe('NUMPY');
  // Whoever writes into the file itself, and is stopped, leaves neither the old content nor the new one.
  expect(await readFile(path.join(root, 'before'), 'utf8')).toContain('agreed to replace');
  expect((await readdir(root)).sort()).toEqual(['.latent-lint', 'before', 'own.npy']);
});
