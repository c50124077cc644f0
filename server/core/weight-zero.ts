import { formatOf } from './formats/index.ts';
import type { LineEdit, LineReading } from './sample.ts';

/**
 * The edits that keep a sample in the file but take it out of training, by `"weight": 0` on each of its
 * trained messages. Empty if nothing is trained or if the format has no weights.
 */
export function weightZeroEdits(line: string, reading: LineReading): readonly LineEdit[] {
  if (reading.kind !== 'sample') return [];
  const { root, sample } = reading;
  return formatOf(sample.format)?.weightZeroEdits?.({ root, line }) ?? [];
}

/** The line after edits that do not overlap. */
export function applyLineEdits(line: string, edits: readonly LineEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start);
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, newText } of ordered) {
    parts.push(line.slice(position, start), newText);
    position = end;
  }
  parts.push(line.slice(position));
  return parts.join('');
}
