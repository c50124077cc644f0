import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutput, writeOutput } from '../../../server/cli/output-file.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-output-'));
  await writeFile(at('data.jsonl'), '{}\n');
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

describe('the file that a command writes', () => {
  it('is never one of those that are read, also by way of a link', async () => {
    await symlink(at('data.jsonl'), at('link.html'));
    for (const name of ['data.jsonl', 'link.html']) {
      await expect(checkOutput(at(name), [at('data.jsonl')])).rejects.toThrow('that are read');
    }
    expect(await readFile(at('data.jsonl'), 'utf8')).toBe('{}\n');
  });

  it.each([
    ['', 'a folder'],
    ['new/', 'a folder'],
    ['none/page.html', 'does not exist'],
  ])('is refused where it cannot be: %j', async (name, reason) => {
    await expect(checkOutput(`${folder}/${name}`, [])).rejects.toThrow(reason);
  });

  it('is not the standard output', async () => {
    await expect(checkOutput('-', [])).rejects.toThrow('standard output');
  });

  it('is written as a whole, and where a link leads to', async () => {
    await writeFile(at('page.html'), 'old');
    await symlink(at('page.html'), at('link.html'));
    await writeOutput(await checkOutput(at('link.html'), [at('data.jsonl')]), 'new');
    expect(await readFile(at('page.html'), 'utf8')).toBe('new');
    expect((await readdir(folder)).sort()).toEqual(['data.jsonl', 'link.html', 'page.html']);
  });
});
