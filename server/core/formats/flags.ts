import { flagMember, member } from '../jsonl/access.ts';
import type { JsonNode, JsonObject } from '../jsonl/json-node.ts';

/**
 * The first of `keys` that says yes or no: a boolean, 0 or 1, or one of them as text (`"false"`, `"0.0"`), as
 * data sets hold them that have been a table. Null if there is none.
 */
export function flagOf(object: JsonObject, ...keys: readonly string[]): boolean | null {
  for (const key of keys) {
    const flag = flagMember(object, key) ?? textFlag(member(object, key));
    if (flag !== null) return flag;
  }
  return null;
}

/** Whether a value says yes or no in words: true or false, also as text. */
export function isTrueOrFalse(node: JsonNode | null): boolean {
  if (node?.type === 'string') return words.has(wordOf(node.value));
  return node?.type === 'literal' && node.value !== null;
}

/** The value of `weight` if it is neither a number nor true or false, even if text is read as what it spells. */
export function unclearWeight(object: JsonObject): JsonNode | null {
  const weight = member(object, 'weight');
  if (weight === null || weight.type === 'number' || isTrueOrFalse(weight)) return null;
  return weight.type === 'string' && !Number.isNaN(numberOf(weight.value)) ? null : weight;
}

const words = new Map([
  ['true', true],
  ['false', false],
]);

function textFlag(node: JsonNode | null): boolean | null {
  if (node?.type !== 'string') return null;
  const word = words.get(wordOf(node.value));
  if (word !== undefined) return word;
  const number = numberOf(node.value);
  return number === 0 || number === 1 ? number === 1 : null;
}

/** The word in lower case; '' for a text that is longer than any word that counts. */
function wordOf(text: string): string {
  return text.length > 16 ? '' : text.trim().toLowerCase();
}

/** The number that a short text spells, or NaN. */
function numberOf(text: string): number {
  const word = wordOf(text);
  return word === '' ? NaN : Number(word);
}
