import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHighlight, type TokenWeights } from '../../../../server/core/scoring/highlight.ts';
import { findSentences } from '../../../../server/core/scoring/sentences.ts';
import { splitsPair } from '../../../../server/core/surrogates.ts';

function cut(text: string): string[] {
  return findSentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
    text.slice(start, end),
  );
}

/** One token for each word or row of signs, with the space before it; `weights` gives those that are not 0. */
function tokensOf(text: string, weights: Record<string, number> = {}): TokenWeights {
  const words = [...text.matchAll(/\s*(?:[\p{L}\p{N}]+|[^\p{L}\p{N}\s]+)/gu)];
  return {
    starts: words.map(({ index }) => index),
    ends: words.map(({ index, 0: word }) => index + word.length),
    weights: words.map(({ 0: word }) => weights[word.trim()] ?? 0),
  };
}

function highlighted(text: string, weights: Record<string, number>): [string, string] {
  const { sentence, phrase } = findHighlight(text, tokensOf(text, weights), 1);
  return [text.slice(sentence?.start, sentence?.end), text.slice(phrase?.start, phrase?.end)];
}

describe('findSentences', () => {
  // The same cases as in python/tests/test_highlight.py.
  it('covers the text', () => {
    const text =
      'Call a doctor first. Then “rest well.” Drink water!\n- one item here\n- two items here';
    expect(cut(text)).toEqual([
      'Call a doctor first. ',
      'Then “rest well.” ',
      'Drink water!\n',
      '- one item here\n',
      '- two items here',
    ]);
  });

  it('joins short pieces to the next sentence', () => {
    expect(cut('No. 1. Take the blue one. Done now.')).toEqual([
      'No. 1. Take the blue one. ',
      'Done now.',
    ]);
    expect(cut('')).toEqual(['']);
  });

  it('needs no space after wide full stops', () => {
    expect(cut('今天天气很好我们去公园散步吧。明天可能会下雨所以请带伞出门。')).toHaveLength(2);
  });

  it('comes to an end with long rows of the same signs', { timeout: 60_000 }, () => {
    for (const part of ['.', ".'", '\n', ' ', '。', '."', '!x']) {
      const text = part.repeat(200_000);
      expect(cut(text).join('').length).toBe(text.length);
    }
  });
});

describe('findHighlight', () => {
  it('finds the sentence that carries the risk and the words that weigh most', () => {
    const text =
      'Drink some water first.  Then take the whole bottle of pills.  Sleep well after it.';
    expect(highlighted(text, { whole: 3, bottle: 4, pills: 3, water: 1 })).toEqual([
      'Then take the whole bottle of pills.',
      'whole bottle of pills',
    ]);
  });

  it('takes the largest mean weight, with a bonus for length', () => {
    // Means 1.2 of 5 tokens and 0.5 of 8; ln 8 - ln 5 = 0.47, so the weight of length decides above 1.49.
    const text = 'Loud and then more. One two three four five six seven.';
    const weights = { Loud: 6, One: 1, two: 1, three: 1, four: 1 };
    const sentenceOf = (lengthWeight: number): string => {
      const { sentence } = findHighlight(text, tokensOf(text, weights), lengthWeight);
      return text.slice(sentence?.start, sentence?.end);
    };
    expect([0, 1, 1.4].map(sentenceOf)).toEqual(Array(3).fill('Loud and then more.'));
    expect(sentenceOf(1.6)).toBe('One two three four five six seven.');
  });

  it('looks beyond a piece for the ends of the sentence', () => {
    const text = 'The first sentence ends. The second one is cut in the middle. The third follows.';
    const { starts, ends } = tokensOf(text);
    const middle = { starts: Array.from(starts).slice(8, 10), ends: Array.from(ends).slice(8, 10) };
    const { sentence } = findHighlight(text, { ...middle, weights: [1, 1] }, 1);
    expect(text.slice(sentence?.start, sentence?.end)).toBe('The second one is cut in the middle.');
  });

  it('has nothing to show in white space', () => {
    const blank = { starts: [0], ends: [4], weights: [1] };
    expect(findHighlight(' \n\n ', blank, 1)).toEqual({ sentence: null, phrase: null });
  });

  it('has no phrase in a sentence without words', () => {
    const { sentence, phrase } = findHighlight(
      '!!! ???',
      { starts: [0], ends: [7], weights: [1] },
      10,
    );
    expect(sentence).toEqual({ start: 0, end: 7 });
    expect(phrase).toBeNull();
  });

  it('gives trimmed ranges inside the text that split no character', () => {
    const character = fc.constantFrom('a', 'b ', '. ', '\n', '👩', '\u{1d400}', '。', '"', ' ');
    const text = fc.array(character, { minLength: 1, maxLength: 80 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.double({ min: -9, max: 9, noNaN: true })), (written, noise) => {
        const { starts, ends } = tokensOf(written);
        const shares = Array.from(starts, (_, k) => noise[k % (noise.length + 1)] ?? 0);
        const { sentence, phrase } = findHighlight(written, { starts, ends, weights: shares }, 1);
        for (const range of [sentence, phrase]) {
          if (range === null) continue;
          const shown = written.slice(range.start, range.end);
          expect(shown).toBe(shown.trim());
          expect(shown).not.toBe('');
          expect(splitsPair(written, range.start) || splitsPair(written, range.end)).toBe(false);
        }
        if (phrase !== null && sentence !== null) {
          expect(phrase.start).toBeGreaterThanOrEqual(sentence.start);
          expect(phrase.end).toBeLessThanOrEqual(sentence.end);
        }
      }),
    );
  });
});
