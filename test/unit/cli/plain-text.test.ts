import { describe, expect, it } from 'vitest';
import { shorten, toPlainText } from '../../../server/cli/plain-text.ts';

describe('toPlainText', () => {
  it('shows escape sequences instead of obeying them', () => {
    expect(toPlainText('\x1b[2J\x1b]0;title\x07')).toBe('\\u{1b}[2J\\u{1b}]0;title\\u{7}');
    expect(toPlainText('\x9b31m')).toBe('\\u{9b}31m');
  });

  it('shows marks that reorder or hide text', () => {
    expect(toPlainText('a\u202eb\u2066c\u200bd\ufeff')).toBe(
      'a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}',
    );
    expect(toPlainText('\u{e0041}')).toBe('\\u{e0041}');
  });

  it('puts everything on one line', () => {
    expect(toPlainText('a\r\n\tb\u2028c')).toBe('a b\\u{2028}c');
  });

  it('shows lone surrogates and keeps emoji whole', () => {
    expect(toPlainText('\ud83c 👩‍🌾')).toBe('\\u{d83c} 👩‍🌾');
  });
});

describe('shorten', () => {
  it('leaves short text alone', () => expect(shorten('abc', 3)).toBe('abc'));
  it('cuts long text and says so', () => expect(shorten('abcdef', 4)).toBe('abc…'));
  it('never cuts a character in half', () => expect(shorten('😀😀😀', 2)).toBe('😀…'));
});
