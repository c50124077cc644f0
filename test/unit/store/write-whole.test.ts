import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole, writeWholeTarget } from '../../../server/store/write-whole.ts';

let folder: string;
const at = (...names: string[]): string => path.join(folder, ...names);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-whole-'));
  await mkdir(at('elsewhere'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

describe('writeWhole', () => {
  it('puts a new file in the place of the old one, which stays as it was', async () => {
    await writeFile(at('file'), 'old');
    await link(at('file'), at('old'));
    await writeWhole(at('file'), ['new', ' text']);
    expect(await readFile(at('file'), 'utf8')).toBe('new text');
    expect(await readFile(at('old'), 'utf8')).toBe('old');
    expect((await readdir(folder)).sort()).toEqual(['elsewhere', 'file', 'old']);
  });

  it('replaces a link, and does not write what it leads to', async () => {
    await writeFile(at('elsewhere', 'file'), 'old');
    await symlink(at('elsewhere', 'file'), at('link'));
    await writeWhole(at('link'), 'new');
    expect(await readFile(at('link'), 'utf8')).toBe('new');
    expect(await readFile(at('elsewhere', 'file'), 'utf8')).toBe('old');
  });

  it('leaves nothing behind when it fails', async () => {
    await mkdir(at('folder', 'full'), { recursive: true });
    await expect(writeWhole(at('folder'), 'text')).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect((await readdir(folder)).sort()).toEqual(['elsewhere', 'folder']);
  });
});

describe('writeWholeTarget', () => {
  it('leaves a link as it is, and writes what it leads to', async () => {
    await writeFile(at('elsewhere', 'file'), 'old');
    await symlink(at('elsewhere', 'file'), at('link'));
    await writeWholeTarget(at('link'), 'new');
    expect(await readlink(at('link'))).toBe(at('elsewhere', 'file'));
    expect(await readFile(at('elsewhere', 'file'), 'utf8')).toBe('new');
    expect(await readdir(at('elsewhere'))).toEqual(['file']);
  });

  it('follows links that lead to nothing yet, from the folder that they really are in', async () => {
    await mkdir(at('elsewhere', 'deep'));
    await symlink(at('elsewhere', 'deep'), at('short'));
    await symlink('../file', at('elsewhere', 'deep', 'relative'));
    await symlink(at('short', 'relative'), at('link'));
    await writeWholeTarget(at('link'), 'new');
    expect(await readFile(at('elsewhere', 'file'), 'utf8')).toBe('new');
    expect(await readlink(at('elsewhere', 'deep', 'relative'))).toBe('../file');
  });

  it('leaves nothing behind when links lead in a circle', async () => {
    await symlink(at('b'), at('a'));
    await symlink(at('a'), at('b'));
    await expect(writeWholeTarget(at('a'), 'text')).rejects.toThrow('ELOOP');
    expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'elsewhere']);
  });
});
