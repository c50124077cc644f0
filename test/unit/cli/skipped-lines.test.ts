import { describe, expect, it } from 'vitest';
import { SkippedLines, type SkipReason } from '../../../server/cli/skipped-lines.ts';

function describeAll(
  ...lines: readonly (readonly [reason: SkipReason, line: number, message?: string])[]
): string[] {
  const skipped = new SkippedLines();
  for (const [reason, line, message = null] of lines) {
    skipped.add(reason, { file: 'a b.jsonl', line, message });
  }
  return skipped.describe();
}

describe('SkippedLines', () => {
  it('says nothing when no line was skipped', () => {
    expect(describeAll()).toEqual([]);
  });

  it('says how many, why, and which', () => {
    expect(
      describeAll(
        ['empty', 2],
        ['invalid', 3, 'A bracket is missing (column 4).'],
        ['empty', 9],
        ['unsupported', 7, 'It has no answer.'],
        ['ignored', 8],
        ['untrained', 10],
      ),
    ).toEqual([
      '1 line is on the ignore list and never flagged (a b.jsonl:8).',
      '1 line is not trained and does not count as ordinary (a b.jsonl:10).',
      '2 lines are blank (a b.jsonl:2, a b.jsonl:9).',
      '1 line could not be read:',
      '  a b.jsonl:3  A bracket is missing (column 4).',
      '1 line has no score:',
      '  a b.jsonl:7  It has no answer.',
    ]);
  });

  it('names a line without a message by its place alone, also beside lines with one', () => {
    expect(describeAll(['unsupported', 7, 'It has no answer.'], ['unsupported', 9])).toEqual([
      '2 lines have no score:',
      '  a b.jsonl:7  It has no answer.',
      '  a b.jsonl:9',
    ]);
  });

  it('names the first five of each kind and counts the rest', () => {
    const numbers = Array.from({ length: 7 }, (_, at) => at + 1);
    expect(describeAll(...numbers.map((line) => ['empty', line] as const))).toEqual([
      '7 lines are blank (a b.jsonl:1, a b.jsonl:2, a b.jsonl:3, a b.jsonl:4, a b.jsonl:5, and 2 more).',
    ]);
    const broken = describeAll(...numbers.map((line) => ['invalid', line, 'It ends.'] as const));
    expect(broken).toHaveLength(7);
    expect(broken.at(-1)).toBe('  and 2 more');
  });

  it('lets neither a path nor a message control the terminal', () => {
    const skipped = new SkippedLines();
    skipped.add('invalid', { file: 'a\x1b[2J.jsonl', line: 1, message: 'No \x07 here.' });
    skipped.add('empty', { file: 'a\x1b[2J.jsonl', line: 2, message: null });
    expect(skipped.describe().join('\n')).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
