import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpinionColumns } from '../../../../server/features/own-features/opinion-columns.ts';
import { scan, textLine, type Scanned } from '../scanned.ts';

const lines = ['0.1 one', '0.2 two', '0.1 one'].map(textLine);
let folder: string;
let root: string;
let scanned: Scanned;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-opinions-'));
  root = await mkdtemp(path.join(folder, 'data-'));
  scanned = await scan([...lines, 'no sample']);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Imports scores, by the text of their file; what is said of it. */
async function add(
  columns: OpinionColumns,
  text: string,
  name = 'judge.csv',
): Promise<string | null> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return columns.add(file, scanned.file, scanned.context);
}

/** The scores of a name by line. */
async function scoresOf(columns: OpinionColumns, name = 'judge.csv'): Promise<unknown[]> {
  const { file, context } = scanned;
  const { byFile } = await columns.of([file], context);
  const scores = byFile.get(file)?.get(name);
  return file.lines.map(({ summary }) =>
    summary?.kind === 'sample' ? scores?.get(summary.hash) : undefined,
  );
}

const kept = async () => readdir(path.join(root, '.latent-lint', 'scores')).catch(() => []);

describe('imported scores', () => {
  it('go by content: they are there after a restart, wherever their lines are by then', async () => {
    await scanned.context.own.attach(scanned.file, root);
    expect(await add(new OpinionColumns(), 'line,score\n2,0.5\n1,0.25\n9,1')).toBeNull();
    expect(await scoresOf(new OpinionColumns())).toEqual([0.25, 0.5, 0.25, undefined]);
    scanned = await scan([lines[1] ?? '', textLine('0.3 new'), ...lines]);
    await scanned.context.own.attach(scanned.file, root);
    const again = await scoresOf(new OpinionColumns());
    expect(again).toEqual([0.5, undefined, 0.25, 0.5, 0.25]);
    const [name = ''] = await kept();
    const text = await readFile(path.join(root, '.latent-lint', 'scores', name), 'utf8');
    expect(text).not.toMatch(/one|two/);
  });

  it('are forgotten for good', async () => {
    await scanned.context.own.attach(scanned.file, root);
    const columns = new OpinionColumns();
    await add(columns, 'line,score\n1,1');
    expect(await columns.forget('judge.csv', [scanned.file], scanned.context)).toBeNull();
    expect(await scoresOf(columns)).toEqual([undefined, undefined, undefined, undefined]);
    expect(await kept()).toEqual([]);
  });

  it('last while the file is open when there is no folder to keep them in', async () => {
    const columns = new OpinionColumns();
    expect(await add(columns, 'line,score\n2,1')).toMatch(/^Save the file to keep/);
    expect(await scoresOf(columns)).toEqual([undefined, 1, undefined, undefined]);
    expect(await columns.forget('judge.csv', [scanned.file], scanned.context)).toBeNull();
    expect(await scoresOf(columns)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('last while the file is open when the folder cannot be written', async () => {
    await scanned.context.own.attach(scanned.file, root);
    await writeFile(path.join(root, '.latent-lint'), 'no folder');
    const columns = new OpinionColumns();
    expect(await add(columns, 'line,score\n2,1')).toMatch(/could not be kept in .latent-lint/);
    expect(await scoresOf(columns)).toEqual([undefined, 1, undefined, undefined]);
  });

  it('are refused in one sentence when they name no sample or cannot be read', async () => {
    await scanned.context.own.attach(scanned.file, root);
    const columns = new OpinionColumns();
    expect(await add(columns, 'line,score\n4,1\n99,1')).toMatch(/names no line of this file/);
    expect(await add(columns, 'a,b\n1,2')).toMatch(/cannot be imported: it has no column/);
    const gone = path.join(folder, 'gone.csv');
    const refused = await columns.add(gone, scanned.file, scanned.context);
    expect(refused).toBe('gone.csv could not be read.');
    expect(await kept()).toEqual([]);
  });

  it('say which kept file is damaged', async () => {
    await scanned.context.own.attach(scanned.file, root);
    const columns = new OpinionColumns();
    await add(columns, 'line,score\n1,1');
    const [name = ''] = await kept();
    await writeFile(path.join(root, '.latent-lint', 'scores', name), '{');
    const { problems } = await columns.of([scanned.file], scanned.context);
    expect(problems).toEqual([expect.stringContaining(`${name} is damaged in line 1`)]);
    expect(await add(columns, 'line,score\n1,1')).toMatch(/It was left as it is\.$/);
  });
});
