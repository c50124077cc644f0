import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IgnoreList } from '../../../server/store/ignore-list.ts';
import { IgnoreLists, locateIgnoreFile } from '../../../server/store/ignore-lists.ts';

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

  async function read(file: string, roots: readonly string[] = []): Promise<IgnoreList> {
    const list = await new IgnoreLists().of(file, roots);
    await list.reload();
    return list;
  }

  test('a data file has the list of its folder', async () => {
    const file = path.join(folder, 'data/train.jsonl');
    expect(await locateIgnoreFile(file, [])).toBe(
      path.join(folder, 'data/.latent-lint/ignore.jsonl'),
    );
  });

  test('entries come and go, and are there for the next reader', async () => {
    const list = await read(path.join(folder, 'a.jsonl'));
    await Promise.all([
      list.add([entry('one')]),
      list.add([entry('two')]),
      list.add([entry('three')]),
    ]);
    await list.add([entry('two', 'for another reason')]);
    expect(await list.remove(new Set(['one']))).toBe(1);
    expect(await list.remove(new Set(['none']))).toBe(0);
    const reader = await read(path.join(folder, 'b.jsonl'));
    expect([...reader.entries]).toEqual([entry('three'), entry('two', 'for another reason')]);
    expect(reader.find('two')?.reason).toBe('for another reason');
    expect(reader.find('one')).toBeUndefined();
  });

  test('files that share a list lose no entry, nor does another process', async () => {
    const lists = new IgnoreLists();
    const [a, b] = await Promise.all([
      lists.of(path.join(folder, 'a.jsonl'), [folder]),
      lists.of(path.join(folder, 'sub/b.jsonl'), [folder]),
    ]);
    const other = await read(path.join(folder, 'c.jsonl'));
    const names = Array.from({ length: 20 }, (_, index) => `sample-${index}`);
    await Promise.all(
      names.flatMap((name) => [
        a.add([entry(`a-${name}`)]),
        b.add([entry(`b-${name}`)]),
        other.add([entry(`c-${name}`)]),
      ]),
    );
    const list = await read(path.join(folder, 'a.jsonl'));
    expect(list.size).toBe(60);
    expect(a.find('b-sample-7')).toBeDefined();
    expect(await readdir(path.dirname(list.file))).toEqual(['ignore.jsonl']);
  });

  test('a list that cannot be read is not written, and what was known stays', async () => {
    const list = await read(path.join(folder, 'a.jsonl'));
    await list.add([entry('one')]);
    const kept = await readFile(list.file);
    await rm(list.file);
    await mkdir(list.file);
    await expect(list.reload()).rejects.toThrow('The ignore list could not be read.');
    await expect(list.add([entry('two')])).rejects.toThrow('The ignore list could not be read.');
    await expect(list.remove(new Set(['one']))).rejects.toThrow(
      'The ignore list could not be read.',
    );
    expect(list.size).toBe(1);
    expect(await readdir(list.file)).toEqual([]);
    await rm(list.file, { recursive: true });
    await writeFile(list.file, kept);
    expect(await list.remove(new Set(['one']))).toBe(1);
  });

  test('a change leaves every other byte alone', async () => {
    const file = path.join(folder, '.latent-lint/ignore.jsonl');
    await mkdir(path.dirname(file));
    const [one, two] = [JSON.stringify(entry('one')), JSON.stringify(entry('two'))];
    const rest = Buffer.from('\r\n# caf\xe9\xff\r\n  \r\n', 'latin1');
    const start = Buffer.concat([Buffer.from(`\uFEFF${one}\r\n`), rest, Buffer.from(two)]);
    await writeFile(file, start);
    const list = await read(path.join(folder, 'a.jsonl'));
    expect(list.size).toBe(2);
    await list.add([entry('three')]);
    const three = `\r\n${JSON.stringify(entry('three'))}\r\n`;
    expect(await readFile(file)).toEqual(Buffer.concat([start, Buffer.from(three)]));
    await list.remove(new Set(['one']));
    expect(await readFile(file)).toEqual(
      Buffer.concat([Buffer.from('\uFEFF'), rest, Buffer.from(two + three)]),
    );
  });

  test('what is no entry is passed over and kept', async () => {
    const file = path.join(folder, '.latent-lint/ignore.jsonl');
    await mkdir(path.dirname(file));
    const odd = ['# a note', '{"contentHash": 5}', '[]', 'null', '{"broken'];
    await writeFile(file, `\uFEFF${odd.join('\r\n')}\r\n\r\n{"contentHash":"short","__proto__":1}`);
    const list = await read(path.join(folder, 'a.jsonl'));
    expect([...list.entries]).toEqual([
      { contentHash: 'short', reason: '', feature: '', created: '' },
    ]);
    await list.add([entry('new')]);
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      `\uFEFF${odd[0] ?? ''}\r`,
      ...odd.slice(1).map((line) => `${line}\r`),
    ]);
    expect(list.size).toBe(2);
  });

  test('a list that cannot be written says so', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const list = new IgnoreList(path.join(folder, 'file/.latent-lint/ignore.jsonl'));
    await expect(list.add([entry('one')])).rejects.toThrow();
    expect(list.size).toBe(0);
  });
});
