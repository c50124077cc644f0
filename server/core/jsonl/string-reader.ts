import type { Problem } from '../sample.ts';
import type { JsonString } from './json-node.ts';
import { invalid } from './explain.ts';

const quote = 0x22;
const backslash = 0x5c;
const unicode = 0x75;
/** The units that make an escape sequence of two characters. */
const simple = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));
const noEscapes: readonly number[] = [];

/** Reads the string whose opening quote is at `open`. Takes time linear in the string's length. */
export function readString(text: string, open: number): JsonString | Problem {
  const length = text.length;
  let escapes: number[] | null = null;
  let shrunk = 0;
  let at = open + 1;
  for (;;) {
    at = plainEnd(text, at);
    if (at === length) return unfinished(open, length);
    const unit = text.charCodeAt(at);
    if (unit === quote) return finish(text, open, at, escapes);
    if (unit !== backslash) return controlCharacter(unit, at);
    const size = escapeLength(text, at);
    if (size === 0) return badEscape(text, open, at);
    escapes ??= [];
    escapes.push(at - open - 1 - shrunk, at, size);
    shrunk += size - 1;
    at += size;
  }
}

/** The first quote, backslash or control character from `from` on, or the end of the text. */
function plainEnd(text: string, from: number): number {
  const { length } = text;
  for (let at = from; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote || unit === backslash || unit < 0x20) return at;
  }
  return length;
}

function finish(text: string, open: number, close: number, escapes: number[] | null): JsonString {
  const value =
    escapes === null
      ? text.slice(open + 1, close)
      : // The loop above has checked every character, so this cannot throw.
        (JSON.parse(text.slice(open, close + 1)) as string);
  return { type: 'string', start: open, end: close + 1, value, escapes: escapes ?? noEscapes };
}

/** Length of the escape sequence at `at`, or 0 if it is none. */
function escapeLength(text: string, at: number): number {
  const letter = text.charCodeAt(at + 1);
  if (letter === unicode) return hexDigits(text, at + 2) === 4 ? 6 : 0;
  return simple.has(letter) ? 2 : 0;
}

/** How many of the four characters from `from` on are hexadecimal digits, counted up to the first other one. */
function hexDigits(text: string, from: number): number {
  let count = 0;
  while (count < 4 && isHexDigit(text.charCodeAt(from + count))) count += 1;
  return count;
}

function isHexDigit(unit: number): boolean {
  const lower = unit | 0x20;
  return (unit >= 0x30 && unit <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

function badEscape(text: string, open: number, at: number): Problem {
  if (text[at + 1] !== 'u') {
    if (at + 1 >= text.length) return unfinished(open, text.length);
    return invalid(at, at + 2, 'This backslash begins no escape sequence of JSON.');
  }
  const end = at + 2 + hexDigits(text, at + 2);
  if (end >= text.length) return unfinished(open, text.length);
  return invalid(at, end, 'Four hexadecimal digits must follow \\u.');
}

function unfinished(open: number, length: number): Problem {
  return invalid(open, length, 'The line ends inside a string.');
}

function controlCharacter(unit: number, at: number): Problem {
  const name =
    unit === 0x09
      ? 'tab'
      : `control character U+00${unit.toString(16).padStart(2, '0').toUpperCase()}`;
  return invalid(at, at + 1, `A ${name} inside a string must be written as an escape sequence.`);
}
