import { findFormat } from './formats/index.ts';
import { describeUnsupported } from './formats/unsupported.ts';
import type { JsonNode, JsonObject } from './jsonl/json-node.ts';
import { parseJson } from './jsonl/parse-json.ts';
import type { FormatId, LineReading, Problem } from './sample.ts';
import { keyWarnings, textWarnings } from './text-warnings.ts';

interface ReadOptions {
  /** The format of the file, or `auto` to find it for each line by its keys. */
  readonly format: FormatId | 'auto';
  /** Whether this is the first line of the file, which may begin with a byte order mark. */
  readonly first?: boolean;
}

/** The most warnings of one line; a line with so many may hold more of the same. */
export const maxWarnings = 20;

/**
 * Reads one line of a training file, given without its line break. It never throws: whatever is wrong
 * with the line is part of what it returns.
 */
export function readLine(text: string, options: ReadOptions): LineReading {
  if (text.trim() === '') return { kind: 'empty' };
  const json = parseJson(text, { byteOrderMark: options.first === true });
  if (!json.ok) {
    const { problem } = json;
    if (problem.code !== 'json/too-many-values') {
      const isOpenList = opensList(text, problem);
      return { kind: 'invalid', problem: isOpenList ? { ...problem, message: listHint } : problem };
    }
    return { kind: 'unsupported', message: problem.message, root: null };
  }
  const root = json.node;
  if (root.type !== 'object') return notAnObject(root);
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

const listHint =
  'This looks like a JSON array; a JSONL file has one object on each line, without brackets and commas between them.';

/** Whether an invalid line looks like the start of a JSON array of objects, and ends inside of it. */
function opensList(text: string, problem: Problem): boolean {
  // The byte order mark counts as a space.
  if (!text.trimStart().startsWith('[')) return false;
  const bracket = text.indexOf('[');
  const rest = text.slice(bracket + 1).trim();
  // A list that is not closed is blamed at its bracket.
  return rest === '' || rest === '{' || (rest.startsWith('{') && problem.start === bracket);
}

function notAnObject(root: Exclude<JsonNode, JsonObject>): LineReading {
  const { start, end } = root;
  return {
    kind: 'invalid',
    problem: { code: 'json/not-an-object', start, end, message: notAnObjectMessage(root) },
  };
}

function notAnObjectMessage(root: Exclude<JsonNode, JsonObject>): string {
  if (root.type === 'literal') return `The line is ${root.value}, not an object.`;
  if (root.type === 'array' && root.items[0]?.type === 'object') return listHint;
  return `The line is a JSON ${root.type}, not an object.`;
}
