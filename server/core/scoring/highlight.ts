import type { Range } from '../sample.ts';
import { findSentences, findWords } from './sentences.ts';

/** Tokens of one piece: where they stand in the turn's text, and their shares of the risk. */
export interface TokenShares {
  /** UTF-16 offsets in the turn's text. */
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  /** Projection of each token on the risk direction. */
  readonly shares: ArrayLike<number>;
}

export interface Highlight {
  /** The sentence that carries the risk; null for text that is nothing but white space. */
  readonly sentence: Range | null;
  /** The few words inside it that weigh most; null when it has none. */
  readonly phrase: Range | null;
}

/** How far to look beyond a piece for the beginning and the end of a sentence, in UTF-16 units. */
const reach = 400;
const mostWords = 5;

/**
 * Finds what to underline in a turn's text: the sentence with the largest mean share per token, and in
 * it the run of at most five words that exceeds that mean most.
 */
export function findHighlight(text: string, tokens: TokenShares): Highlight {
  const sentences = findSentences(text, textOf(text, tokens));
  const means = sumShares(sentences, tokens).map(({ sum, count }) =>
    count === 0 ? -Infinity : sum / count,
  );
  const best = means.reduce((top, mean, at) => (mean > (means[top] ?? -Infinity) ? at : top), 0);
  const sentence = sentences[best];
  if (sentence === undefined) return { sentence: null, phrase: null };
  return { sentence, phrase: findPhrase(text, sentence, tokens, means[best] ?? 0) };
}

/** The piece's text, widened so that sentences that it cuts are seen whole. */
function textOf(text: string, { starts, ends }: TokenShares): Range {
  const start = Math.max(0, (starts[0] ?? 0) - reach);
  const end = Math.min(text.length, (ends[ends.length - 1] ?? 0) + reach);
  const splits = start > 0 && (text.codePointAt(start - 1) ?? 0) > 0xffff;
  return { start: splits ? start - 1 : start, end };
}

function findPhrase(
  text: string,
  sentence: Range,
  tokens: TokenShares,
  mean: number,
): Range | null {
  const words = findWords(text, sentence);
  const excesses = sumShares(words, tokens).map(({ sum, count }) => sum - count * mean);
  let best: Range | null = null;
  let most = -Infinity;
  for (const [first, { start }] of words.entries()) {
    let excess = 0;
    for (const [at, { end }] of words.slice(first, first + mostWords).entries()) {
      excess += excesses[first + at] ?? 0;
      if (excess <= most) continue;
      most = excess;
      best = { start, end };
    }
  }
  return best;
}

/** For each of the ascending ranges: the shares of the tokens whose last character lies in it. */
function sumShares(
  ranges: readonly Range[],
  tokens: TokenShares,
): { sum: number; count: number }[] {
  const sums = ranges.map(() => ({ sum: 0, count: 0 }));
  let at = 0;
  for (let k = 0; k < tokens.shares.length; k++) {
    const last = (tokens.ends[k] ?? 0) - 1;
    while (at < ranges.length && (ranges[at]?.end ?? 0) <= last) at++;
    const total = sums[at];
    if (total === undefined || last < (ranges[at]?.start ?? 0)) continue;
    total.sum += tokens.shares[k] ?? 0;
    total.count++;
  }
  return sums;
}
