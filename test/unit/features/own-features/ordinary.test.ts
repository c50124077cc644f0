import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CancellationToken } from 'vscode-languageserver';
import { ordinary } from '../../../../server/features/own-features/ordinary.ts';
import type { OrdinaryView } from '../../../../server/own-feature-protocol.ts';
import { scan, textLine, type Scanned } from '../scanned.ts';

let root: string;
let scanned: Scanned;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'latent-lint-ordinary-'));
  scanned = await scan([textLine('0.1')]);
  await mkdir(path.join(root, '.latent-lint'));
  await writeFile(path.join(root, '.latent-lint', 'ordinary.json'), '[');
  await scanned.context.own.attach(scanned.file, root);
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function clear(): Promise<OrdinaryView> {
  const params = { uri: scanned.file.uri, change: { kind: 'clear' } } as const;
  const noProgress = () => Promise.reject(new Error('There is no progress.'));
  return ordinary(params, scanned.context, CancellationToken.None, noProgress);
}

it('is left out, and says so, also when that cannot be shown', async () => {
  vi.spyOn(scanned.context.own, 'refresh').mockRejectedValue(new Error('a bug'));
  const { done, message } = await clear();
  expect(message).toMatch(
    /^The reference in force: the pack\. What is shown of it may be out of date/,
  );
  expect(done).toBe(true);
  expect(await readdir(path.join(root, '.latent-lint'))).toEqual([]);
});

it('stays when it cannot be written', async () => {
  const { own } = scanned.context;
  const files = own.shelf(scanned.file.uri)?.files;
  if (files === undefined) throw new Error('There is no folder.');
  vi.spyOn(files, 'write').mockRejectedValue(new Error('full'));
  expect(await clear()).toMatchObject({ done: false });
  expect(await readdir(path.join(root, '.latent-lint'))).toEqual(['ordinary.json']);
});
