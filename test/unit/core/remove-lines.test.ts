import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../server/core/jsonl/line-index.ts';
import { splitLines } from '../../../server/core/jsonl/lines.ts';
import { rangesOfLines } from '../../../server/core/remove-lines.ts';

/** The text after an editor has deleted the ranges: the last one first, so that places stay true. */
function withoutLines(text: string, numbers: Iterable<number>): string {
  const index = new LineIndex(text);
  for (const range of rangesOfLines(index, numbers).reverse()) index.update({ range, text: '' });
  return index.text();
}

describe('deleting the ranges', () => {
  it.each([
    ['in the middle', 'a\nb\nc\n', [1], 'a\nc\n'],
    ['of a CRLF file', 'a\r\nb\r\nc\r\n', [0, 2], 'b\r\n'],
    ['at the end, before a line break', 'a\nb\n', [1], 'a\n'],
    ['at the end, without a line break', 'a\r\nb', [1], 'a'],
    ['at the end, several', 'a\nb\nc', [2, 1], 'a'],
    ['at the start', 'a\nb', [0], 'b'],
    ['all of them', 'a\nb', [0, 1], ''],
    ['all of them, with a line break', 'a\nb\n', [0, 1], ''],
    ['with a byte order mark', '\ufeffa\nb\n', [0], '\ufeffb\n'],
    ['blank ones in between stay', 'a\n\nb\n', [0], '\nb\n'],
    ['after the last line break', 'a\n', [1], 'a\n'],
    ['that do not exist', 'a\nb', [-1, 7, 0.5, Number.NaN], 'a\nb'],
  ])('removes lines %s', (_name, text, numbers, expected) => {
    expect(withoutLines(text, numbers)).toBe(expected);
  });

  it('leaves every other line as it was', () => {
    const soup = fc
      .array(fc.constantFrom('a', '{"b":1}', '\n', '\r\n', '\r', ''), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(soup, fc.array(fc.nat(20)), (text, numbers) => {
        const lines = splitLines(text).map((line, number) => ({ ...line, number }));
        const isEnd = (number: number) => number === lines.length - 1 && lines[number]?.text === '';
        const kept = lines.filter(({ number }) => !numbers.includes(number) || isEnd(number));
        const joined = kept.map(({ text: line, lineBreak }) => line + lineBreak).join('');
        const result = withoutLines(text, numbers);
        const lostBreak =
          kept.at(-1)?.number === lines.length - 1 ? '' : (kept.at(-1)?.lineBreak ?? '');
        expect(result + lostBreak).toBe(joined);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('rangesOfLines', () => {
  it('gives the ranges as positions, merged and ascending', () => {
    const index = new LineIndex('a\nbb\nccc\ndd');
    expect(rangesOfLines(index, [3, 0, 1, 1])).toEqual([
      { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } },
      { start: { line: 2, character: 3 }, end: { line: 3, character: 2 } },
    ]);
  });
});
