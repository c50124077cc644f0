import type { Range, TextPiece, Turn } from './sample.ts';
import { splitsPair } from './surrogates.ts';

/**
 * The place in the line of a range of a turn's text. An end that falls into text without a source moves
 * to the nearest character of the range that has one, and a surrogate pair is never split. If the range
 * covers pieces that stand in another order in the line, the piece with the most of it speaks for it.
 * A range without any source is empty, at the nearest piece (at 0 if the turn has none).
 */
export function sourceRange(turn: Turn, range: Range): Range {
  const start = alignStart(turn.text, Math.max(0, range.start));
  const end = alignEnd(turn.text, Math.min(turn.text.length, Math.max(range.start, range.end)));
  const parts = overlaps(turn.pieces, start, end);
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return emptyRange(turn.pieces, start);
  if (isAscending(parts)) return { start: first.start, end: last.end };
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
}

/** Where the character at `offset` of the piece's text begins in the line. */
export function sourceOffset(
  piece: Pick<TextPiece, 'sourceStart' | 'escapes'>,
  offset: number,
): number {
  const count = escapesBefore(piece.escapes, offset);
  if (count === 0) return piece.sourceStart + offset;
  const index = (count - 1) * 3;
  const [text = 0, line = 0, length = 1] = piece.escapes.slice(index, index + 3);
  return line + length + (offset - text - 1);
}

/** How many escape sequences stand for characters before `offset` of the piece's text. */
export function escapesBefore(escapes: readonly number[], offset: number): number {
  let low = 0;
  let high = escapes.length / 3;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((escapes[middle * 3] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Part extends Range {
  readonly length: number;
}

function overlaps(pieces: readonly TextPiece[], start: number, end: number): Part[] {
  const parts: Part[] = [];
  for (const piece of pieces) {
    const from = Math.max(0, start - piece.textStart);
    const to = Math.min(piece.text.length, end - piece.textStart);
    if (from >= to) continue;
    parts.push({
      start: sourceOffset(piece, from),
      end: sourceOffset(piece, to),
      length: to - from,
    });
  }
  return parts;
}

function isAscending(parts: readonly Part[]): boolean {
  return parts.every((part, index) => index === 0 || part.start >= (parts[index - 1]?.end ?? 0));
}

function emptyRange(pieces: readonly TextPiece[], offset: number): Range {
  let nearest = { distance: Infinity, place: 0 };
  for (const piece of pieces) {
    const inside = Math.min(Math.max(offset - piece.textStart, 0), piece.text.length);
    const distance = Math.abs(piece.textStart + inside - offset);
    if (distance < nearest.distance) nearest = { distance, place: sourceOffset(piece, inside) };
  }
  return { start: nearest.place, end: nearest.place };
}

function alignStart(text: string, offset: number): number {
  return splitsPair(text, offset) ? offset - 1 : offset;
}

function alignEnd(text: string, offset: number): number {
  return splitsPair(text, offset) ? offset + 1 : offset;
}
