import type { Range } from '../sample.ts';
import { findSentences, findWords, splitsPair, trimRange } from './sentences.ts';

/** Tokens of one piece: where they stand in the turn's text, and how much they weigh. */
export interface TokenShares {
  /** UTF-16 offsets in the turn's text, ascending. */
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  /** Projection of each token on the highlight direction. */
  readonly shares: ArrayLike<number>;
}

export interface Highlight {
  /** The sentence that carries the risk, without white space around it; null when there is no text. */
  readonly sentence: Range | null;
  /** The few words inside it that weigh most; null when it has no word. */
  readonly phrase: Range | null;
}

interface Weight {
  readonly sum: number;
  readonly tokens: number;
}

/** How far to look beyond a piece for the beginning and the end of a sentence, in UTF-16 units. */
const reach = 400;
const mostWords = 5;

/**
 * Finds what to underline in a turn's text: the sentence with the largest
 * `sum(share - mean share) / (tokens + shrink)` (docs/pack-format.md, "The score"), which favours long
 * stretches of harm over single loud tokens, and in it the run of at most five words that weighs most.
 * @param shrink of the pack, in tokens.
 */
export function findHighlight(text: string, tokens: TokenShares, shrink: number): Highlight {
  const all = Array.from(tokens.shares);
  const mean = all.reduce((sum, share) => sum + share, 0) / all.length;
  const sentences = findSentences(text, textOf(text, tokens));
  const weights = weigh(sentences, tokens, mean);
  let best: Range | null = null;
  let most = -Infinity;
  for (const [at, sentence] of sentences.entries()) {
    const { sum, tokens: count } = weights[at] ?? { sum: 0, tokens: 0 };
    const value = sum / (count + shrink);
    const trimmed = trimRange(text, sentence);
    if (count === 0 || value <= most || trimmed.start === trimmed.end) continue;
    most = value;
    best = trimmed;
  }
  return { sentence: best, phrase: best && findPhrase(text, best, tokens) };
}

/** The piece's text, widened so that sentences that it cuts are seen whole. */
function textOf(text: string, { starts, ends }: TokenShares): Range {
  const start = Math.max(0, (starts[0] ?? 0) - reach);
  const end = Math.min(text.length, (ends[ends.length - 1] ?? 0) + reach);
  return {
    start: splitsPair(text, start) ? start - 1 : start,
    end: splitsPair(text, end) ? end + 1 : end,
  };
}

/** The words whose shares exceed the sentence's mean share most, in sum. */
function findPhrase(text: string, sentence: Range, tokens: TokenShares): Range | null {
  const [total = { sum: 0, tokens: 1 }] = weigh([sentence], tokens, 0);
  const words = findWords(text, sentence);
  const weights = weigh(words, tokens, total.sum / total.tokens);
  let best: Range | null = null;
  let most = -Infinity;
  for (const [first, { start }] of words.entries()) {
    let sum = 0;
    for (const [at, { end }] of words.slice(first, first + mostWords).entries()) {
      sum += weights[first + at]?.sum ?? 0;
      if (sum <= most) continue;
      most = sum;
      best = { start, end };
    }
  }
  return best;
}

/** For each of the ascending ranges: `share - mean` in sum over the tokens whose last character it holds. */
function weigh(ranges: readonly Range[], tokens: TokenShares, mean: number): Weight[] {
  const weights = ranges.map(() => ({ sum: 0, tokens: 0 }));
  let at = 0;
  for (let k = 0; k < tokens.shares.length; k++) {
    const last = (tokens.ends[k] ?? 0) - 1;
    while (at < ranges.length && (ranges[at]?.end ?? 0) <= last) at++;
    const weight = weights[at];
    if (weight === undefined || last < (ranges[at]?.start ?? 0)) continue;
    weight.sum += (tokens.shares[k] ?? 0) - mean;
    weight.tokens++;
  }
  return weights;
}
