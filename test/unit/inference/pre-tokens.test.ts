import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longestPreToken,
  preTokens,
  readPreTokenRule,
} from '../../../server/inference/pre-tokens.ts';

function split(text: string, digits = true): string[] {
  return [...preTokens(text, { digits })].map(({ start, end }) => text.slice(start, end));
}

describe('preTokens', () => {
  it.each([
    ['Hello, world!', ['Hello', ',', ' world', '!']],
    ["don't  stop", ['don', "'t", ' ', ' stop']],
    ['in 1984 ½½', ['in', ' ', '1', '9', '8', '4', ' ', '½', '½']],
    ['  5', ['  ', '5']],
    ['a\n\n  b', ['a', '\n\n ', ' b']],
    ['\u0085\ufeff', ['\u0085', '\ufeff']],
  ])('splits %j as the Python library does', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('keeps digits together without the rule', () => {
    expect(split('in 1984', false)).toEqual(['in', ' 1984']);
  });

  it('cuts a stretch without a place to split at a fixed length', () => {
    const parts = split(`ab ${'x'.repeat(3000)} cd`);
    expect(parts.map((part) => part.length)).toEqual([2, longestPreToken, longestPreToken, 953, 3]);
  });

  it('cuts no surrogate pair', () => {
    const emoji = split(`a${'👩'.repeat(2000)}`);
    expect(emoji.join('')).toBe(`a${'👩'.repeat(2000)}`);
    expect(emoji.some((part) => /\p{Surrogate}/u.test(part))).toBe(false);
  });

  it('covers any text, and does not depend on how much of it is seen at once', () => {
    const character = fc.constantFrom('a', ' ', '\n', '7', "'", 's', '!', '漢', '👩', '\ud800');
    const lines = fc.integer({ min: 395, max: 415 });
    fc.assert(
      fc.property(fc.array(character, { maxLength: 60 }), lines, (characters, count) => {
        const text = `a${characters.join('')}`;
        // What is seen at once ends inside the text or near it.
        const filler = 'word\n'.repeat(count);
        const behind = split(filler + text);
        const alone = split(text);
        expect(alone.join('')).toBe(text);
        expect(behind.slice(2 * count)).toEqual(alone);
      }),
    );
  });
});

describe('readPreTokenRule', () => {
  const bytes = { type: 'ByteLevel', add_prefix_space: false, use_regex: true };
  const digits = { type: 'Digits', individual_digits: true };

  it('reads the kinds that it knows', () => {
    expect(readPreTokenRule(bytes)).toEqual({ digits: false });
    const both = { type: 'Sequence', pretokenizers: [digits, bytes] };
    expect(readPreTokenRule(both)).toEqual({ digits: true });
  });

  it.each([
    [null],
    [{ type: 'Metaspace' }],
    [{ ...bytes, add_prefix_space: true }],
    [{ type: 'Sequence', pretokenizers: [{ ...digits, individual_digits: false }, bytes] }],
    [{ type: 'Sequence' }],
  ])('refuses others', (config) => {
    expect(readPreTokenRule(config)).toBeNull();
  });
});
