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
