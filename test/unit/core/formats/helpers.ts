import { expect } from 'vitest';
import { readLine } from '../../../../server/core/read-line.ts';
import { sourceRange } from '../../../../server/core/source-map.ts';
import type { FormatId, LineReading, Problem, Turn } from '../../../../server/core/sample.ts';

/** A turn in short: `assistant+ text` is trained, `assistant- text` rejected, `user: text` context. */
export function brief({ role, text, trained, rejected }: Turn): string {
  const mark = trained ? '+' : rejected ? '-' : ':';
  return `${role}${mark} ${text}`;
}

type SampleReading = Extract<LineReading, { kind: 'sample' }>;

/** Reads a line that must be a sample, and checks that every piece's place decodes to its text. */
export function sampleOf(line: string, format: FormatId | 'auto' = 'auto'): SampleReading {
  const reading = readLine(line, { format });
  if (reading.kind !== 'sample') throw new Error(JSON.stringify(reading));
  for (const turn of reading.sample.turns) checkPlaces(turn, line);
  return reading;
}

/** Reads a value as a line, compact or with spaces, and returns its format and its turns in short. */
export function turnsOf(value: unknown, format: FormatId | 'auto' = 'auto'): string[] {
  const { sample } = sampleOf(JSON.stringify(value), format);
  return [sample.format, ...sample.turns.map(brief)];
}

export function warningsOf(value: unknown): readonly Problem[] {
  return sampleOf(JSON.stringify(value)).warnings;
}

export function messageOf(value: unknown, format: FormatId | 'auto' = 'auto'): string {
  const reading = readLine(JSON.stringify(value), { format });
  if (reading.kind !== 'unsupported') throw new Error(JSON.stringify(reading));
  return reading.message;
}

function checkPlaces(turn: Turn, line: string): void {
  for (const piece of turn.pieces) {
    const start = piece.textStart;
    const end = start + piece.text.length;
    expect(turn.text.slice(start, end)).toBe(piece.text);
    const source = line.slice(piece.sourceStart, piece.sourceEnd);
    const isQuoted = line[piece.sourceStart - 1] === '"' || piece.escapes.length > 0;
    if (source !== piece.text || isQuoted) expect(JSON.parse(`"${source}"`)).toBe(piece.text);
    if (start === end) continue;
    const range = sourceRange(turn, { start, end });
    expect(range).toEqual({ start: piece.sourceStart, end: piece.sourceEnd });
  }
}
