import { expect, test } from 'vitest';
import { parseSettings } from '../../../server/parse-settings.ts';
import { flaggedLines, flagThreshold, worstFirst } from '../../../server/scan/flagging.ts';
import type { LineRecord } from '../../../server/scan/line-document.ts';
import { tinyPack } from './tiny-pack.ts';

const pack = tinyPack(1);
const none = (): boolean => false;

function records(...risks: number[]): LineRecord[] {
  return risks.map((risk, id) => ({
    id,
    text: '',
    lineBreak: '\n',
    risk,
    nearest: 0,
    own: [],
    summary: { kind: 'sample', hash: `hash${id}`, format: 'text', role: 'assistant', warnings: [] },
  }));
}

const settings = (value: object) => parseSettings(value).settings;

test('the threshold is the pack’s own, a risk, or a percentile of the file', () => {
  const lines = records(0.1, NaN, 0.2, 0.9, 0.3);
  expect(flagThreshold(lines, settings({}), pack)).toBe(0.9);
  expect(flagThreshold(lines, settings({ threshold: { risk: 0.25 } }), pack)).toBe(0.25);
  const percentile = (filePercentile: number): number =>
    flagThreshold(lines, settings({ threshold: { mode: 'percentile', filePercentile } }), pack);
  expect([0, 25, 50, 75, 99, 100].map(percentile)).toEqual([0.1, 0.2, 0.3, 0.9, 0.9, 0.9]);
});

test('a file without scores has nothing at any percentile', () => {
  const mode = settings({ threshold: { mode: 'percentile', filePercentile: 0 } });
  expect(flaggedLines(records(NaN, NaN), mode, pack, none)).toEqual([]);
});

test('flagged lines come worst first, without those that are ignored', () => {
  const lines = records(0.91, 0.99, 0.5, 0.91, NaN, 0.97);
  const flagged = worstFirst(flaggedLines(lines, settings({}), pack, (hash) => hash === 'hash5'));
  expect(flagged.map(({ line, severe }) => [line, severe])).toEqual([
    [1, true],
    [0, false],
    [3, false],
  ]);
});

test('a line is flagged for a feature of one’s own, whatever its risk, unless it is ignored', () => {
  const flag = {
    id: 'own',
    title: 'Own',
    severity: 'error',
    cosine: 0.4,
    ordinarySamples: 100,
  } as const;
  const lines = records(0.91, 0.2, 0.99, 0.1);
  const [, second, , fourth] = lines;
  if (second === undefined || fourth === undefined) throw new Error('There are four lines.');
  second.own = [{ ...flag, share: 0.995 }];
  fourth.own = [{ ...flag, share: 0.95 }];
  const flagged = worstFirst(flaggedLines(lines, settings({}), pack, (hash) => hash === 'hash2'));
  expect(flagged.map(({ line, risky, severe, rank }) => [line, risky, severe, rank])).toEqual([
    [1, false, false, 0.995],
    [3, false, false, 0.95],
    [0, true, false, 0.91],
  ]);
});

test('lines of equal rank stay in the order of the file, however many there are', () => {
  const lines = records(...Array.from({ length: 500 }, (_, at) => 0.9 + ((at * 7) % 10) / 100));
  const flagged = flaggedLines(lines, settings({}), pack, none);
  expect(flagged.map(({ line }) => line)).toEqual(lines.map((_, line) => line));
  const compared = [...flagged].sort((a, b) => b.rank - a.rank || a.line - b.line);
  expect(worstFirst(flagged)).toEqual(compared);
});
