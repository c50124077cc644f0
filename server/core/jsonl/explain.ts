import type { Problem } from '../sample.ts';

/** A problem of JSON syntax. */
export function invalid(start: number, end: number, message: string): Problem {
  return { code: 'json/invalid', start, end, message };
}

const words = new Map([
  ['NaN', 'NaN is not a JSON value.'],
  ['nan', 'nan is not a JSON value.'],
  ['Infinity', 'Infinity is not a JSON value.'],
  ['None', 'None is written null in JSON.'],
  ['True', 'True is written true in JSON.'],
  ['False', 'False is written false in JSON.'],
  ['undefined', 'undefined is not a JSON value.'],
]);

const characters = new Map([
  ["'", 'JSON takes double quotes, not single quotes.'],
  ['`', 'JSON takes double quotes, not backticks.'],
  ['“', 'JSON takes straight double quotes, not typographic ones.'],
  ['”', 'JSON takes straight double quotes, not typographic ones.'],
  ['‘', 'JSON takes straight double quotes, not typographic ones.'],
  ['’', 'JSON takes straight double quotes, not typographic ones.'],
  ['/', 'JSON has no comments.'],
  ['#', 'JSON has no comments.'],
  ['+', 'A number must not begin with a plus.'],
  ['.', 'A number must not begin with a decimal point.'],
  ['\ufeff', 'A byte order mark (U+FEFF) may stand only at the start of the file.'],
]);

type Parent = 'object' | 'array' | null;

/** Something else than a value stands at `at`; `comma` is the place of the comma just before it, or -1. */
export function explainValue(text: string, at: number, parent: Parent, comma: number): Problem {
  const character = text[at];
  if (character === undefined) return invalid(at, at, 'The line is empty.');
  if (character === ']' && parent === 'array') return commaBefore(comma, 'bracket');
  if (character === ',' && parent === 'array') {
    if (comma < 0) return invalid(at, at + 1, 'The list begins with a comma.');
    return invalid(at, at + 1, 'There are two commas in a row.');
  }
  if ((character === ',' || character === '}') && parent === 'object') {
    return invalid(at, at + 1, 'A value is missing after the colon.');
  }
  return explain(text, at, 'A JSON value was expected.');
}

/** Something else than a key in double quotes stands at `at`. */
export function explainKey(text: string, at: number, comma: number): Problem {
  const character = text[at];
  if (character === '}') return commaBefore(comma, 'brace');
  if (character === ',') {
    if (comma < 0) return invalid(at, at + 1, 'The object begins with a comma.');
    return invalid(at, at + 1, 'There are two commas in a row.');
  }
  const end = wordEnd(text, at);
  if (end > at) return invalid(at, end, 'A key must be in double quotes.');
  return explain(text, at, 'A key in double quotes was expected.');
}

/** After a whole value inside a container, neither a comma nor the right closing bracket stands at `at`. */
export function explainSeparator(text: string, at: number, parent: 'object' | 'array'): Problem {
  const character = text[at];
  if (character === ']' || character === '}') {
    const message = parent === 'array' ? 'A brace closes a list.' : 'A bracket closes an object.';
    return invalid(at, at + 1, message);
  }
  if (character === ':') {
    return invalid(at, at + 1, 'There is a colon where a comma or a closing bracket was expected.');
  }
  if (character === '"') return invalid(at, at + 1, 'A comma is missing before a string.');
  if (text[previous(text, at)] === '"') {
    return explain(text, at, 'A comma is missing, or a quote before it is not escaped.');
  }
  return explain(text, at, 'A comma is missing.');
}

/** The root value is complete, but more than spaces comes after it, from `at` on. */
export function explainRest(text: string, at: number): Problem {
  const end = Math.max(at + 1, text.trimEnd().length);
  const character = text[at];
  if (character === '{' || character === '[' || character === '"') {
    return invalid(at, end, 'Two JSON values on one line.');
  }
  if (character === ',') return invalid(at, at + 1, 'There is a comma after the JSON value.');
  if (character === '}' || character === ']') {
    return invalid(at, at + 1, 'There is a closing bracket too many.');
  }
  return explain(text, at, 'There is text after the JSON value.');
}

/** The line ends before a container is closed. */
export function unclosed({ start, type }: { start: number; type: 'object' | 'array' }): Problem {
  const what = type === 'object' ? 'an object' : 'a list';
  return invalid(start, start + 1, `The line ends inside ${what} that is not closed.`);
}

/** A value too many begins at `start`. */
export function tooMany(text: string, start: number, maxValues: number): Problem {
  const message = `The line holds more than ${maxValues} JSON values, which is too many for a sample.`;
  return { code: 'json/too-many-values', start, end: Math.min(start + 1, text.length), message };
}

function commaBefore(comma: number, what: 'bracket' | 'brace'): Problem {
  return invalid(comma, comma + 1, `There is a comma before the closing ${what}.`);
}

/** The last character before `at` that is no space. */
function previous(text: string, at: number): number {
  let index = at - 1;
  while (index > 0 && (text[index] === ' ' || text[index] === '\t')) index -= 1;
  return index;
}

/** Says what is wrong at `at`, where something else was expected: `fallback` if it is nothing well known. */
function explain(text: string, at: number, fallback: string): Problem {
  const minus = text[at] === '-' ? 1 : 0;
  const end = wordEnd(text, at + minus);
  if (end > at + minus) {
    return invalid(at, end, words.get(text.slice(at + minus, end)) ?? fallback);
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const message = characters.get(character) ?? unusualSpace(character) ?? fallback;
  return invalid(at, at + character.length, message);
}

function unusualSpace(character: string): string | undefined {
  if (character.trim() !== '') return undefined;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `The space character U+${code} may not stand between JSON values.`;
}

/** The end of the run of ASCII letters, digits and underscores from `from` on that begins with a letter. */
export function wordEnd(text: string, from: number): number {
  let at = from;
  while (isLetter(text.charCodeAt(at)) || (at > from && isDigit(text.charCodeAt(at)))) at += 1;
  return at;
}

function isLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || unit === 0x5f;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
