import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IgnoreList } from '../../../server/store/ignore-list.ts';

describe('the ignore list', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
  });

  afterEach(async () => rm(folder, { recursive: true }));

  const entry = (contentHash: string, reason = 'tested') => ({
    contentHash,
    reason,
    feature: 'risky-financial-advice',
    created: '2026-01-02T03:04:05.000Z',
  });

  test('the nearest folder that has one decides, else the workspace, else the own folder', async () => {
    const file = path.join(folder, 'work/data/train.jsonl');
    await mkdir(path.dirname(file), { recursive: true });
    const own = path.join(folder, 'work/data/.latent-lint/ignore.jsonl');
    const upper = path.join(folder, 'work/.latent-lint/ignore.jsonl');
    expect((await IgnoreList.forFile(file)).file).toBe(own);
    const folders = [folder, path.join(folder, 'work'), path.join(folder, 'wor')];
    expect((await IgnoreList.forFile(file, folders)).file).toBe(upper);
    await mkdir(path.join(folder, '.latent-lint'));
    expect((await IgnoreList.forFile(file, folders)).file).toBe(
      path.join(folder, '.latent-lint/ignore.jsonl'),
    );
    await mkdir(path.dirname(own));
    expect((await IgnoreList.forFile(file, folders)).file).toBe(own);
  });

  test('entries come and go, and are there for the next reader', async () => {
    const list = await IgnoreList.forFile(path.join(folder, 'a.jsonl'));
    await Promise.all([list.add(entry('one')), list.add(entry('two')), list.add(entry('three'))]);
    await list.add(entry('two', 'for another reason'));
    expect(await list.remove('one')).toBe(true);
    expect(await list.remove('none')).toBe(false);
    const reader = await IgnoreList.forFile(path.join(folder, 'b.jsonl'));
    expect([...reader.entries]).toEqual([entry('three'), entry('two', 'for another reason')]);
    expect(reader.find('two')?.reason).toBe('for another reason');
    expect(reader.find('one')).toBeUndefined();
  });

  test('what is no entry is passed over and kept', async () => {
    const file = path.join(folder, '.latent-lint/ignore.jsonl');
    await mkdir(path.dirname(file));
    const odd = ['# a note', '{"contentHash": 5}', '[]', 'null', '{"broken'];
    await writeFile(file, `\uFEFF${odd.join('\r\n')}\r\n\r\n{"contentHash":"short","__proto__":1}`);
    const list = await IgnoreList.forFile(path.join(folder, 'a.jsonl'));
    expect([...list.entries]).toEqual([
      { contentHash: 'short', reason: '', feature: '', created: '' },
    ]);
    await list.add(entry('new'));
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines.slice(0, 5)).toEqual(odd);
    expect(list.size).toBe(2);
  });

  test('a list that cannot be written says so', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const list = new IgnoreList(path.join(folder, 'file/.latent-lint/ignore.jsonl'));
    await list.reload();
    await expect(list.add(entry('one'))).rejects.toThrow();
    expect(list.size).toBe(0);
  });
});
