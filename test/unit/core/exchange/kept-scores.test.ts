import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keptScoresFile,
  parseKeptScores,
  scoresName,
  serialiseKeptScores,
  type KeptScoresReading,
} from '../../../../server/core/exchange/kept-scores.ts';
import { readScores } from '../../../../server/core/exchange/read-scores.ts';

const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
const kept = {
  name: 'judge.csv',
  scores: new Map([
    [two, -1e-7],
    [one, 0.1 + 0.2],
  ]),
};
const head = '{"format":1,"name":"judge.csv"}';

/** What a file says, to its end. */
function parse(text: string): KeptScoresReading {
  const steps = parseKeptScores(text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const line = (contentHash: unknown, score: unknown) => JSON.stringify({ contentHash, score });

describe('a file of kept scores', () => {
  it('gives the scores again, to the last bit, and has the same bytes in any order', () => {
    const text = serialiseKeptScores(kept);
    expect(parse(text)).toEqual({ kind: 'scores', kept });
    const turned = { ...kept, scores: new Map([...kept.scores].reverse()) };
    expect(serialiseKeptScores(turned)).toBe(text);
    expect(text.split('\n')).toEqual([head, line(one, 0.1 + 0.2), line(two, -1e-7), '']);
  });

  it('can itself be imported', () => {
    expect(readScores('scores.jsonl', serialiseKeptScores(kept))).toMatchObject({
      scores: [{ contentHash: one }, { contentHash: two }],
      skipped: 1,
    });
  });

  it('is read with a byte order mark, other line ends and blank lines; the last score counts', () => {
    const text = `\uFEFF${head}\r\n\r\n${line(one, 1)}\r\n${line(one, 2)}`;
    expect(parse(text)).toEqual({
      kind: 'scores',
      kept: { name: 'judge.csv', scores: new Map([[one, 2]]) },
    });
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['no JSON', '<<<<<<< HEAD', 'is damaged in line 1'],
    ['no head', line(one, 1), 'is damaged in line 1'],
    ['a later format', '{"format":2}', 'has a format that this version does not know'],
    ['a name that leads elsewhere', '{"format":1,"name":"../x.csv"}', 'is damaged in line 1'],
    ['the name of an opinion', '{"format":1,"name":"keywords"}', 'is damaged in line 1'],
    ['a name that turns text', '{"format":1,"name":"a\u202eb.csv"}', 'is damaged in line 1'],
    ['a conflict', `${head}\n${line(one, 1)}\n=======`, 'is damaged in line 3'],
    ['a hash that is none', `${head}\n${line('__proto__', 1)}`, 'is damaged in line 2'],
    ['a score that is none', `${head}\n${line(one, '1')}`, 'is damaged in line 2'],
    ['a score without end', `${head}\n{"contentHash":"${one}","score":1e999}`, 'damaged in line 2'],
    ['half a line', `${head}\n${line(one, 1).slice(0, -1)}`, 'is damaged in line 2'],
  ])('is refused with %s', (_, text, reason) => {
    const reading = parse(text);
    expect(reading).toMatchObject({ kind: 'problem' });
    expect(reading.kind === 'problem' && reading.message).toContain(reason);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.json(), fc.string())), (lines) => {
        const { kind } = parse([head, ...lines].join('\n'));
        expect(['scores', 'problem']).toContain(kind);
      }),
    );
  });
});

describe('names', () => {
  it('lose what could mislead, and keep how the file is read', () => {
    expect(scoresName('judge.csv')).toBe('judge.csv');
    expect(scoresName('a\u202e\nb\\c.JSONL')).toBe('a__b_c.JSONL');
    expect(scoresName(`${'🙂'.repeat(300)}.tsv`)).toBe(`${'🙂'.repeat(200)}.tsv`);
  });

  it('have each a file of their own, with letters that every system knows', () => {
    const names = [
      'judge.csv',
      'Judge.csv',
      'judge.tsv',
      'café.csv',
      'con.csv',
      '日本.csv',
      '-.csv',
    ];
    const files = names.map(keptScoresFile);
    expect(new Set(files).size).toBe(names.length);
    for (const file of files) expect(file).toMatch(/^[a-z0-9][a-z0-9-]*-[0-9a-f]{8}\.jsonl$/);
    expect(files[0]).toMatch(/^judge-/);
  });
});
