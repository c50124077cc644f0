import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { History } from '../../../../server/features/own-features/history.ts';
import { ProjectFiles } from '../../../../server/store/project-files.ts';

let root = '';
let files: ProjectFiles;
let history: History;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'latent-lint-history-'));
  files = new ProjectFiles(root);
  history = new History(files);
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function change(words: string, name: string, after: string | null): Promise<void> {
  const before = await files.read(name);
  await files.write(name, after);
  history.add({ words, files: [{ name, before, after }], currentBefore: null });
}

describe('History', () => {
  it('takes changes back one after the other, and folders that it made with them', async () => {
    await change('one', 'features/a.json', '1');
    await change('two', 'features/a.json', '2');
    await change('three', 'features/a.json', null);
    expect(history.words).toBe('three');
    await history.undo();
    expect(await files.read('features/a.json')).toBe('2');
    await history.undo();
    expect(await files.read('features/a.json')).toBe('1');
    await history.undo();
    expect(await readdir(root)).toEqual([]);
    expect(history.words).toBeNull();
    expect(await history.undo()).toMatchObject({ kind: 'refused' });
  });

  it('leaves folders alone that were there, and what others have put into its own', async () => {
    await mkdir(path.join(root, '.latent-lint'));
    await change('one', 'features/a.json', '1');
    await writeFile(path.join(root, '.latent-lint/features/b.json'), 'b');
    await history.undo();
    expect(await readdir(path.join(root, '.latent-lint/features'))).toEqual(['b.json']);
  });

  it('refuses when somebody else has changed a file', async () => {
    await change('one', 'features/a.json', '1');
    await writeFile(path.join(root, '.latent-lint/features/a.json'), 'mine');
    const undone = await history.undo();
    expect(undone.kind === 'refused' && undone.message).toContain('.latent-lint/features/a.json');
    expect(await readFile(path.join(root, '.latent-lint/features/a.json'), 'utf8')).toBe('mine');
    expect(history.words).toBe('one');
  });

  it('keeps a change that could not be taken back, for the next time', async () => {
    await change('one', 'features/a.json', '1');
    await change('two', 'features/b.json', 'b');
    const content = (name: string) => ({ name, before: `${name} before`, after: null });
    history.add({
      words: 'removing two',
      files: [content('features/a.json'), content('features/b.json')],
      currentBefore: null,
    });
    await files.write('features/a.json', null);
    await files.write('features/b.json', null);
    const write = vi.spyOn(files, 'write');
    write.mockImplementationOnce(async (name, text) =>
      ProjectFiles.prototype.write.call(files, name, text),
    );
    write.mockRejectedValueOnce(new Error('The disk is full.'));
    await expect(history.undo()).rejects.toThrow('could not be written');
    expect(history.words).toBe('removing two');
    expect((await history.undo()).kind).toBe('undone');
    expect(await files.read('features/a.json')).toBe('features/a.json before');
    expect(await files.read('features/b.json')).toBe('features/b.json before');
    expect(history.words).toBe('two');
  });

  it('knows a file again that the server itself has written anew', async () => {
    await change('one', 'features/a.json', '1');
    await files.write('features/a.json', '1 with figures');
    history.amend('features/a.json', '1', '1 with figures');
    await change('two', 'features/a.json', '2');
    await history.undo();
    expect(await files.read('features/a.json')).toBe('1 with figures');
    expect((await history.undo()).kind).toBe('undone');
  });

  it('remembers the last hundred', async () => {
    for (let at = 0; at < 103; at += 1) await change(`change ${at}`, 'a.json', String(at));
    let undone = 0;
    while ((await history.undo()).kind === 'undone') undone += 1;
    expect(undone).toBe(100);
    expect(await files.read('a.json')).toBe('2');
  });
});
