import type { LinePosition } from './jsonl/line-index.ts';
import type { Line } from './jsonl/lines.ts';

/** The lines of a text; `LineIndex` is one. */
export interface LineAccess {
  readonly count: number;
  line(number: number): Line;
}

interface LineRange {
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
