import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineRuns, shiftLines, type LineChange } from '../../../extension/editor-lines.ts';

describe('runs of lines', () => {
  test('neighbours are one run', () => {
    expect(lineRuns([])).toEqual([]);
    expect(lineRuns([4])).toEqual([{ start: 4, end: 4 }]);
    expect(lineRuns([0, 1, 2, 5, 7, 8])).toEqual([
      { start: 0, end: 2 },
      { start: 5, end: 5 },
      { start: 7, end: 8 },
    ]);
  });

  test('a line that is named twice counts once', () => {
    expect(lineRuns([3, 3, 4])).toEqual([{ start: 3, end: 4 }]);
  });
});

describe('lines after a change', () => {
  const change = (start: number, end: number, atStart: boolean, breaks: number): LineChange => ({
    start,
    end,
    atStart,
    breaks,
  });

  test('a removed line is gone and those after it move up', () => {
    expect(shiftLines([1, 2, 3], change(2, 3, true, 0))).toEqual([1, 2]);
  });

  test('the last line may go with the break before it', () => {
    expect(shiftLines([8, 9], change(8, 9, false, 0))).toEqual([8]);
  });

  test('new lines push the others down', () => {
    expect(shiftLines([0, 1, 2], change(1, 1, true, 2))).toEqual([0, 3, 4]);
    expect(shiftLines([0, 1, 2], change(1, 1, false, 1))).toEqual([0, 1, 3]);
  });

  test('a change within lines moves none', () => {
    expect(shiftLines([1, 2, 3], change(2, 2, false, 0))).toEqual([1, 2, 3]);
    expect(shiftLines([1, 2, 3], change(1, 2, true, 1))).toEqual([1, 2, 3]);
  });

  test('removing any whole lines leaves the others at the place of their text', () => {
    const texts = fc.uniqueArray(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), {
      minLength: 2,
    });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (lines, at, many) => {
        const start = at % lines.length;
        const end = Math.min(lines.length, start + 1 + (many % 3));
        const kept = lines.filter((_, line) => line < start || line >= end);
        const all = lines.map((_, line) => line);
        const moved = shiftLines(all, change(start, end, true, 0));
        expect(moved.slice(0, kept.length)).toEqual(kept.map((_, line) => line));
      }),
    );
  });
});
