import type { LinePosition } from './jsonl/line-index.ts';
import { linesOf } from './jsonl/lines.ts';
import type { Line } from './jsonl/lines.ts';
import type { Range } from './sample.ts';

/** The lines of a text; `LineIndex` is one. */
export interface LineAccess {
  readonly count: number;
  line(number: number): Line;
}

export interface LineRange {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/**
 * The ranges to delete so that the lines with these numbers (from 0) are gone and every other line keeps
 * its text and its line break, in ascending order and apart from each other. Two things stay as they were:
 * - Whether the text ends with a line break. When the last line goes and had none, the line before it
 *   loses its own, so that no empty line is left at the end.
 * - A byte order mark at the start.
 * Numbers without a line, and the empty line after the last line break, are passed over.
 */
export function rangesOfLines(lines: LineAccess, numbers: Iterable<number>): LineRange[] {
  return blocksOf(lines, numbers).map(({ first, last }) => {
    const end = lines.line(last);
    const hasMark = first === 0 && lines.line(0).text.startsWith('\ufeff');
    const start = { line: first, character: hasMark ? 1 : 0 };
    if (end.lineBreak !== '') return { start, end: { line: last + 1, character: 0 } };
    const isWhole = first === 0;
    return {
      start: isWhole ? start : { line: first - 1, character: lines.line(first - 1).text.length },
      end: { line: last, character: end.text.length },
    };
  });
}

/** The same as offsets in a text. */
export function offsetsOfLines(text: string, numbers: Iterable<number>): Range[] {
  const lines = Array.from(linesOf(text));
  const access = { count: lines.length, line: (number: number) => lines[number] ?? emptyLine };
  const offset = ({ line, character }: LinePosition) => (lines[line]?.start ?? 0) + character;
  return rangesOfLines(access, numbers).map(({ start, end }) => ({
    start: offset(start),
    end: offset(end),
  }));
}

/** The text without the lines with these numbers. */
export function withoutLines(text: string, numbers: Iterable<number>): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end } of offsetsOfLines(text, numbers)) {
    parts.push(text.slice(position, start));
    position = end;
  }
  parts.push(text.slice(position));
  return parts.join('');
}

const emptyLine: Line = { text: '', lineBreak: '' };

interface Block {
  readonly first: number;
  readonly last: number;
}

/** Runs of neighbouring lines, ascending. */
function blocksOf(lines: LineAccess, numbers: Iterable<number>): Block[] {
  const blocks: Block[] = [];
  const wanted = [...new Set(numbers)].filter((number) => isRemovable(lines, number));
  for (const number of wanted.toSorted((a, b) => a - b)) {
    const block = blocks.at(-1);
    if (block?.last === number - 1)
      blocks[blocks.length - 1] = { first: block.first, last: number };
    else blocks.push({ first: number, last: number });
  }
  return blocks;
}

function isRemovable(lines: LineAccess, number: number): boolean {
  if (!Number.isInteger(number) || number < 0 || number >= lines.count) return false;
  const { text, lineBreak } = lines.line(number);
  return text !== '' || lineBreak !== '';
}
