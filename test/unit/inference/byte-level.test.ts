import { describe, expect, it } from 'vitest';
import { byteCharacters, toByteText } from '../../../server/inference/byte-level.ts';

const all = new Set(byteCharacters);

describe('byteCharacters', () => {
  it('writes every byte by a character of its own', () => {
    expect(all.size).toBe(256);
    expect(byteCharacters[0x41]).toBe('A');
    // The well-known signs for a space and a line break.
    expect(byteCharacters[0x20]).toBe('Ġ');
    expect(byteCharacters[0x0a]).toBe('Ċ');
  });
});

describe('toByteText', () => {
  it('says which character every byte belongs to', () => {
    // One byte, two bytes, four bytes in two UTF-16 units.
    expect(toByteText('aé👩', all)).toEqual({
      characters: 'aÃ©ðŁĳ©',
      starts: [0, 1, 1, 2, 2, 2, 2],
      ends: [1, 2, 2, 4, 4, 4, 4],
    });
  });

  it('leaves out bytes that the vocabulary lacks', () => {
    const known = new Set([...all].filter((character) => character !== byteCharacters[4]));
    expect(toByteText('a\u0004b', known)).toEqual({
      characters: 'ab',
      starts: [0, 2],
      ends: [1, 3],
    });
  });

  it('takes a lone surrogate for the replacement character', () => {
    expect(toByteText('\ud800', all).characters).toBe(toByteText('\ufffd', all).characters);
  });
});
