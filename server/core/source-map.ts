import type { Range, Sample, TextPiece, Turn } from './sample.ts';

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

/** The offset in the turn's text of a place in the line, or null if the turn's text does not come from there. */
export function turnOffset(turn: Turn, lineOffset: number): number | null {
  for (const piece of turn.pieces) {
    if (lineOffset >= piece.sourceStart && lineOffset <= piece.sourceEnd) {
      return piece.textStart + textOffset(piece, lineOffset);
    }
  }
  return null;
}

/** The turn that a place in the line belongs to, and the offset in its text. */
export function turnAt(
  sample: Sample,
  lineOffset: number,
): { readonly turn: number; readonly offset: number } | null {
  for (const [turn, candidate] of sample.turns.entries()) {
    const offset = turnOffset(candidate, lineOffset);
    if (offset !== null) return { turn, offset };
  }
  return null;
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
  return countBelow(escapes, 0, offset);
}

/** How many triples of `escapes` have a number below `limit` at `column`. */
function countBelow(escapes: readonly number[], column: 0 | 1, limit: number): number {
  let low = 0;
  let high = escapes.length / 3;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((escapes[middle * 3 + column] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The character of the piece's text that the place in the line belongs to. */
function textOffset(piece: TextPiece, lineOffset: number): number {
  // The last escape sequence that begins at or before the place.
  const count = countBelow(piece.escapes, 1, lineOffset + 1);
  if (count === 0) return lineOffset - piece.sourceStart;
  const index = (count - 1) * 3;
  const [text = 0, line = 0, length = 1] = piece.escapes.slice(index, index + 3);
  return lineOffset < line + length ? text : text + 1 + (lineOffset - line - length);
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

function splitsPair(text: string, offset: number): boolean {
  return isHighSurrogate(text.charCodeAt(offset - 1)) && isLowSurrogate(text.charCodeAt(offset));
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
