import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptScoresFile } from '../../../server/core/exchange/kept-scores.ts';
import { OpinionFiles, UnreadableScores } from '../../../server/store/opinion-files.ts';
import { ProjectFiles } from '../../../server/store/project-files.ts';

const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
];
const judge = keptScoresFile('judge.csv');
let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'latent-lint-scores-'));
  folder = path.join(root, '.latent-lint', 'scores');
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const open = () => new OpinionFiles(new ProjectFiles(root));
const scores = (...entries: [string, number][]) => ({
  name: 'judge.csv',
  scores: new Map(entries),
});

async function put(name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
}

describe('the scores of a folder', () => {
  it('are none at first, and nothing is made for that', async () => {
    expect(await open().read()).toEqual({ kept: [], problems: [] });
    expect(await readdir(root)).toEqual([]);
  });

  it('are there again after a restart, one file for each name', async () => {
    await open().add(scores([one, 1], [two, 0.5]));
    await open().add({ ...scores([one, 7]), name: 'other.tsv' });
    expect(await readdir(folder)).toEqual([judge, keptScoresFile('other.tsv')].sort());
    const { kept, problems } = await open().read();
    expect(problems).toEqual([]);
    expect(new Map(kept.map((each) => [each.name, each.scores]))).toEqual(
      new Map([
        ['judge.csv', scores([one, 1], [two, 0.5]).scores],
        ['other.tsv', scores([one, 7]).scores],
      ]),
    );
  });

  it('of one name come together: those of other samples stay', async () => {
    const files = open();
    await Promise.all([
      files.add(scores([one, 1], [two, 2])),
      files.add(scores([two, 5], [three, 3])),
    ]);
    const { kept } = await files.read();
    expect(kept[0]?.scores).toEqual(scores([one, 1], [two, 5], [three, 3]).scores);
  });

  it('are forgotten by name, with the folder that was made for them', async () => {
    const files = open();
    await files.add(scores([one, 1]));
    await files.forget('never.csv');
    expect((await files.read()).kept).toHaveLength(1);
    await files.forget('judge.csv');
    expect(await files.read()).toEqual({ kept: [], problems: [] });
    expect(await readdir(root)).toEqual([]);
  });

  it('follow a file that somebody else has changed', async () => {
    const files = open();
    await files.add(scores([one, 1]));
    const [before] = (await files.read()).kept;
    expect((await files.read()).kept[0]).toBe(before);
    await put(judge, `{"format":1,"name":"judge.csv"}\n{"contentHash":"${two}","score":4}\n`);
    expect((await files.read()).kept[0]?.scores).toEqual(scores([two, 4]).scores);
  });
});

describe('a file of scores that is of no use', () => {
  it('is told of in one sentence, and left as it is', async () => {
    await put(judge, 'damaged');
    await put(keptScoresFile('good.csv'), '{"format":1,"name":"good.csv"}\n');
    const files = open();
    const { kept, problems } = await files.read();
    expect(kept.map(({ name }) => name)).toEqual(['good.csv']);
    expect(problems).toEqual([
      `The file .latent-lint/scores/${judge} is damaged in line 1, so its scores are not shown; restore it, or delete it.`,
    ]);
    await expect(files.add(scores([one, 1]))).rejects.toThrow(UnreadableScores);
    expect(await readFile(path.join(folder, judge), 'utf8')).toBe('damaged');
    await files.forget('judge.csv');
    expect((await files.read()).problems).toEqual([]);
  });

  it('may be called as another, or be a folder; other files are passed over', async () => {
    await put('evil.jsonl', '{"format":1,"name":"judge.csv"}\n');
    await put('notes.txt', 'no scores');
    await put('UPPER.jsonl', 'no scores');
    await mkdir(path.join(folder, 'folder.jsonl'));
    const { kept, problems } = await open().read();
    expect(kept).toEqual([]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('evil.jsonl is named otherwise than its scores');
    expect(problems[1]).toContain('folder.jsonl is no file');
  });

  it('keeps the others from being read when there are too many', async () => {
    const names = Array.from({ length: 65 }, (_, at) => `${at}.csv`);
    for (const name of names) await put(keptScoresFile(name), `{"format":1,"name":"${name}"}`);
    const { kept, problems } = await open().read();
    expect(kept).toHaveLength(64);
    expect(problems).toEqual([
      '.latent-lint/scores holds more than 64 files; the others are not read.',
    ]);
  });

  it('may be the folder itself', async () => {
    await mkdir(path.dirname(folder));
    await writeFile(folder, 'a file');
    expect((await open().read()).problems).toEqual([
      'The folder .latent-lint/scores could not be read.',
    ]);
    await expect(open().add(scores([one, 1]))).rejects.toThrow();
  });
});
