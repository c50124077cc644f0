import { readLine } from '../core/read-line.ts';
import type { FormatId, LineReading, Problem } from '../core/sample.ts';
import { longestLine, type FileLine } from './read-file-lines.ts';

/** Why a line holds nothing to score. */
export type NoSample = 'empty' | 'invalid' | 'unsupported';

/** What a line of a file holds; `note` is a sentence about its bytes, or null when they are fine. */
export type FileSample =
  | {
      readonly kind: 'sample';
      readonly reading: Extract<LineReading, { kind: 'sample' }>;
      readonly note: string | null;
    }
  | {
      readonly kind: NoSample;
      /** One sentence; null for a blank line. */
      readonly message: string | null;
      readonly note: string | null;
    };

/** Reads a line as every command does: the same line is a sample, or is none for the same reason. */
export function readFileSample(line: FileLine, format: 'auto' | FormatId): FileSample {
  const note = line.problem === 'invalid-utf8' ? invalidBytes : null;
  if (line.problem === 'too-long') return { kind: 'invalid', message: tooLong, note };
  const reading = readLine(line.text, { format, first: line.number === 1 });
  switch (reading.kind) {
    case 'sample':
      return { kind: 'sample', reading, note };
    case 'empty':
      return { kind: 'empty', message: null, note };
    case 'invalid':
      return { kind: 'invalid', message: withColumn(reading.problem), note };
    case 'unsupported':
      return { kind: 'unsupported', message: reading.message, note };
  }
}

/** The sentence with the column, from 1, unless the problem is the whole line. */
function withColumn({ code, message, start }: Problem): string {
  if (code !== 'json/invalid') return message;
  return `${message.replace(/\.$/, '')} (column ${start + 1}).`;
}

const invalidBytes = 'Some bytes of this line are not UTF-8 and were read as U+FFFD.';
const tooLong = `The line is longer than ${longestLine / 1024 / 1024} MB and was not read.`;
