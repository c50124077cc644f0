import { findFormat } from './formats/index.ts';
import { describeUnsupported } from './formats/unsupported.ts';
import type { JsonObject } from './jsonl/json-node.ts';
import { parseJson } from './jsonl/parse-json.ts';
import type { FormatId, LineReading } from './sample.ts';
import { keyWarnings, textWarnings } from './text-warnings.ts';

interface ReadOptions {
  /** The format of the file, or `auto` to find it for each line by its keys. */
  readonly format: FormatId | 'auto';
  /** Whether this is the first line of the file, which may begin with a byte order mark. */
  readonly first?: boolean;
}

/** The most warnings of one line. */
const maxWarnings = 20;

/**
 * Reads one line of a training file, given without its line break. It never throws: whatever is wrong
 * with the line is part of what it returns.
 */
export function readLine(text: string, options: ReadOptions): LineReading {
  if (text.trim() === '') return { kind: 'empty' };
  const json = parseJson(text, { byteOrderMark: options.first === true });
  if (!json.ok) {
    const { problem } = json;
    if (problem.code !== 'json/too-many-values') return { kind: 'invalid', problem };
    return { kind: 'unsupported', message: problem.message, root: null };
  }
  const root = json.node;
  if (root.type !== 'object') return notAnObject(root.type, root);
  const reading = readSample(text, root, options.format);
  if (reading.kind !== 'sample' || json.duplicateKeys.length === 0) return reading;
  const warnings = [...keyWarnings(json.duplicateKeys), ...reading.warnings];
  return { ...reading, warnings: warnings.slice(0, maxWarnings) };
}

function readSample(line: string, root: JsonObject, wanted: FormatId | 'auto'): LineReading {
  const format = findFormat(root, wanted);
  if (format === null) {
    return { kind: 'unsupported', message: describeUnsupported(root, wanted), root };
  }
  const result = format.read({ root, line });
  if ('message' in result) return { kind: 'unsupported', message: result.message, root };
  if (result.turns.every((turn) => turn.text.trim() === '')) {
    return { kind: 'unsupported', message: 'The sample holds no text.', root };
  }
  const sample = { format: format.id, turns: result.turns };
  const warnings = [...result.warnings, ...textWarnings(sample, maxWarnings)];
  return { kind: 'sample', sample, root, warnings: warnings.slice(0, maxWarnings) };
}

function notAnObject(
  type: 'array' | 'string' | 'number' | 'literal',
  place: { readonly start: number; readonly end: number },
): LineReading {
  const names = { array: 'array', string: 'string', number: 'number', literal: 'constant' };
  const message = `The line is a JSON ${names[type]}, not an object.`;
  const { start, end } = place;
  return { kind: 'invalid', problem: { code: 'json/not-an-object', start, end, message } };
}
