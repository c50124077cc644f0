/**
 * Text of a sample or a file name, made safe for a terminal: control characters (escape sequences
 * begin with one), marks that reorder or hide text, and lone surrogates become visible; line breaks and
 * tabs become spaces.
 */
export function toPlainText(text: string): string {
  return text
    .replace(/\s*[\r\n\t]+\s*/g, ' ')
    .replace(unsafeCharacters, (character) => visible(character));
}

const unsafeCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

/** They join or part letters in many scripts and emoji, and are harmless. */
const joiners = ['\u200c', '\u200d'];

function visible(character: string): string {
  if (joiners.includes(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return `\\u{${code.toString(16)}}`;
}

/** The first `length` characters at most, never half of a surrogate pair, with an ellipsis if cut. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text.slice(0, 2 * length + 2));
  if (characters.length <= length) return text;
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`;
}
