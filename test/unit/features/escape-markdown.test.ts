import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMarkdown, shorten, visible } from '../../../server/features/escape-markdown.ts';

/** What a markdown reader makes of escapes: a backslash before punctuation goes. */
function unescaped(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

describe('text in a hover', () => {
  test.each([
    ['`code`', '\\`code\\`'],
    ['[x](command:evil)', '\\[x\\]\\(command\\:evil\\)'],
    ['](command:x)', '\\]\\(command\\:x\\)'],
    ['<img src=x onerror=y>', '\\<img src\\=x onerror\\=y\\>'],
    ['![a](http://b)', '\\!\\[a\\]\\(http\\:\\/\\/b\\)'],
    ['https://evil.example', 'https\\:\\/\\/evil\\.example'],
    ['a@b.example', 'a\\@b\\.example'],
    ['&lt;b&gt; &#60;', '\\&lt;b\\&gt; \\&\\#60;'],
    ['a | b', 'a \\| b'],
    ['# h\n- l\n1. n\n> q\n---', '\\# h \\- l 1\\. n \\> q \\-\\-\\-'],
    ['back\\slash', 'back\\\\slash'],
    ['$(trash) **b** __u__ ~~s~~', '\\$\\(trash\\) \\*\\*b\\*\\* \\_\\_u\\_\\_ \\~\\~s\\~\\~'],
    ['    indented', 'indented'],
    ['\r\n\ttwo\u2028lines\r', 'two lines'],
  ])('%j stays text', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  test('what cannot be seen is shown by its code point', () => {
    expect(escapeMarkdown('a\u202Eb\u2066c\u200Bd\0e\u001B[31m')).toBe(
      'aU\\+202EbU\\+2066cU\\+200BdU\\+0000eU\\+001B\\[31m',
    );
    expect(visible('\uD800 half, \u{E0041} tag')).toBe('U+D800 half, U+E0041 tag');
    expect(visible('👩‍🔬')).toBe('👩‍🔬');
  });

  test('no text has a mark left that could begin markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const markdown = escapeMarkdown(text);
        expect(markdown).not.toMatch(/[\r\n\t\u2028\u2029]/);
        expect(markdown.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(
          /[\\`*_{}[\]()<>#!|&:@~$+\-.]/,
        );
        expect(unescaped(markdown)).toBe(visible(text).trim());
      }),
    );
  });

  test('a long text is cut between characters', () => {
    expect(shorten('short', 5)).toBe('short');
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
    expect(shorten('x'.repeat(1e6), 4)).toBe('xxx…');
  });
});
