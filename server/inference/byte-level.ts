/** Characters by which a byte-level tokenizer writes bytes (openai/gpt-2 `encoder.py`, `bytes_to_unicode`). */
export const byteCharacters: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) ||
      (byte >= 0xa1 && byte <= 0xac) ||
      (byte >= 0xae && byte <= 0xff);
    return String.fromCharCode(printable ? byte : next++);
  });
})();

/** A text as byte-level characters, with the place of the text's character that each stands for. */
interface ByteText {
  readonly characters: string;
  /** UTF-16 range in the text of the character that byte `i` is part of: `starts[i]`, `ends[i]`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const encoder = new TextEncoder();

/**
 * Writes a short text as the byte-level characters of its UTF-8 bytes. Bytes that the vocabulary lacks
 * are left out, as in the `tokenizers` library; a lone surrogate counts as U+FFFD.
 */
export function toByteText(text: string, known: ReadonlySet<string>): ByteText {
  let characters = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (const byte of encoder.encode(character)) {
      const written = byteCharacters[byte] ?? '';
      if (!known.has(written)) continue;
      characters += written;
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { characters, starts, ends };
}
