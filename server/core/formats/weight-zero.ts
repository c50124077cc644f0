import type { JsonArray, JsonObject } from '../jsonl/json-node.ts';
import type { LineEdit } from '../sample.ts';
import { readMessages } from './messages.ts';

/** Edits that set `"weight": 0` on every trained message of the list, in the style of the line. */
export function weightZero(list: JsonArray, line: string): LineEdit[] {
  const edits: LineEdit[] = [];
  for (const { node, turn } of readMessages(list, { line, warnings: [] })) {
    if (!turn.trained) continue;
    const edit = setWeight(node, line);
    if (edit !== null) edits.push(edit);
  }
  return edits;
}

function setWeight(message: JsonObject, line: string): LineEdit | null {
  const entries = message.members;
  const weight = entries.findLast(({ key }) => key.value === 'weight');
  if (weight !== undefined) return { ...placeOf(weight.value), newText: '0' };
  const last = entries.at(-1);
  if (last === undefined) return null;
  const before = entries.at(-2);
  const comma = before === undefined ? ', ' : line.slice(before.value.end, last.key.start);
  const colon = line.slice(last.key.end, last.value.start);
  const { end } = last.value;
  return { start: end, end, newText: `${comma}"weight"${colon}0` };
}

function placeOf({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}
