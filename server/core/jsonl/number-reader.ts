import type { Problem } from '../sample.ts';
import type { JsonNumber } from './json-node.ts';
import { invalid } from './explain.ts';

/** Reads the number at `start`, which is a digit or a minus. `1e999` is infinite, as in `JSON.parse`. */
export function readNumber(text: string, start: number): JsonNumber | Problem {
  let at = text[start] === '-' ? start + 1 : start;
  const whole = at;
  at = skipDigits(text, at);
  if (at === whole) return invalid(start, at, 'A digit must follow the minus.');
  if (text[whole] === '0' && at > whole + 1) {
    return invalid(start, at, 'A number must not begin with a zero.');
  }
  if (text[at] === '.') {
    const fraction = at + 1;
    at = skipDigits(text, fraction);
    if (at === fraction) return invalid(start, at, 'A digit must follow the decimal point.');
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at += text[at + 1] === '+' || text[at + 1] === '-' ? 2 : 1;
    const exponent = at;
    at = skipDigits(text, exponent);
    if (at === exponent) return invalid(start, at, 'A digit must follow the exponent sign.');
  }
  return { type: 'number', start, end: at, value: Number(text.slice(start, at)) };
}

function skipDigits(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    // At the end of the text the unit is NaN, which is not a digit either.
    if (!(unit >= 0x30 && unit <= 0x39)) return at;
    at += 1;
  }
}
