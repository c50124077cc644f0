import type { JsonObject } from '../jsonl/json-node.ts';

const maxKeys = 8;
const maxLength = 40;

/** The keys of an object for a sentence: `"a", "b" and 3 more`. Keys are data, so they are cut and cleaned. */
export function keyNames(object: JsonObject): string {
  const keys = [...new Set(object.members.map(({ key }) => key.value))];
  const names = keys.slice(0, maxKeys).map(quoteKey);
  const rest = keys.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}

/** A key in quotes, at most 40 characters of it, with `\u{…}` for what would not be shown. */
export function quoteKey(key: string): string {
  const characters = Array.from(key.slice(0, maxLength + 1), (character) =>
    isShown(character) ? character : visible(character),
  );
  const isCut = characters.length > maxLength || key.length > maxLength + 1;
  const shown = isCut ? `${characters.slice(0, maxLength).join('')}…` : characters.join('');
  return `"${shown}"`;
}

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Control, format, surrogate, private and unassigned characters and line separators are not shown. */
function isShown(character: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]/u.test(character);
}
