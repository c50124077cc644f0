/**
 * Makes any text safe to stand in the markdown of a hover: it shows as the text that it is, and can be no
 * markup, HTML, link, image or command. Line breaks become spaces, invisible and direction-changing
 * characters are shown by their code point.
 */
export function escapeMarkdown(text: string): string {
  // A backslash before ASCII punctuation makes it plain text (CommonMark, "Backslash escapes"); this also
  // breaks up addresses, which would become links on their own.
  return visible(text)
    .trim()
    .replace(/[!#$&()*+\-./:<=>@[\\\]^_`{|}~]/g, '\\$&');
}

/** Shows what cannot be seen; for plain text, in which markup has no meaning. */
export function visible(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, codePoint);
}

/** The start of a text, cut between characters, with an ellipsis when something is left out. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // Part of emoji and of several scripts: harmless joiners and selectors.
  if (code === 0x200c || code === 0x200d) return character;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
