import type { Range } from '../sample.ts';
import { splitsPair } from '../surrogates.ts';
import { findSentences, findWords, trimRange } from './sentences.ts';

/** Tokens of one piece: where they stand in the turn's text, and how much they weigh. */
export interface TokenWeights {
  /** UTF-16 offsets in the turn's text, ascending. */
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  /** Projection of each token on the highlight direction. */
  readonly weights: ArrayLike<number>;
}

interface Highlight {
  /** The sentence that carries the risk, without white space around it; null when there is no text. */
  readonly sentence: Range | null;
  /** The few words inside it that weigh most; null when it has no word. */
  readonly phrase: Range | null;
}

interface Total {
  readonly sum: number;
  readonly tokens: number;
}

/** How far to look beyond a piece for the beginning and the end of a sentence, in UTF-16 units. */
const reach = 400;
const mostWords = 5;

/**
 * Finds what to underline in a turn's text: the sentence with the largest
 * `mean weight + lengthWeight * ln(tokens)` (docs/pack-format.md, "The score"), the first of equals, and
 * in it the run of at most five words that weighs most.
 * @param lengthWeight of the pack.
 */
export function findHighlight(text: string, tokens: TokenWeights, lengthWeight: number): Highlight {
  const sentences = findSentences(text, textOf(text, tokens));
  const totals = addUp(sentences, tokens);
  let best: Range | null = null;
  let most = -Infinity;
  let mean = 0;
  for (const [at, sentence] of sentences.entries()) {
    const { sum, tokens: count } = totals[at] ?? { sum: 0, tokens: 0 };
    const value = sum / count + lengthWeight * Math.log(count);
    const trimmed = trimRange(text, sentence);
    if (count === 0 || value <= most || trimmed.start === trimmed.end) continue;
    most = value;
    mean = sum / count;
    best = trimmed;
  }
  return { sentence: best, phrase: best && findPhrase(text, best, tokens, mean) };
}

/** The piece's text, widened so that sentences that it cuts are seen whole. */
function textOf(text: string, { starts, ends }: TokenWeights): Range {
  const start = Math.max(0, (starts[0] ?? 0) - reach);
  const end = Math.min(text.length, (ends[ends.length - 1] ?? 0) + reach);
  return {
    start: splitsPair(text, start) ? start - 1 : start,
    end: splitsPair(text, end) ? end + 1 : end,
  };
}

/** The words whose tokens exceed the sentence's mean most, in sum. */
function findPhrase(
  text: string,
  sentence: Range,
  tokens: TokenWeights,
  mean: number,
): Range | null {
  const words = findWords(text, sentence);
  const excesses = addUp(words, tokens).map(({ sum, tokens: count }) => sum - count * mean);
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

/** For each of the ascending ranges: the weights of the tokens whose last character it holds. */
function addUp(ranges: readonly Range[], { ends, weights }: TokenWeights): Total[] {
  const totals = ranges.map(() => ({ sum: 0, tokens: 0 }));
  let at = 0;
  for (let k = 0; k < weights.length; k++) {
    const last = (ends[k] ?? 0) - 1;
    while (at < ranges.length && (ranges[at]?.end ?? 0) <= last) at++;
    const total = totals[at];
    if (total === undefined || last < (ranges[at]?.start ?? 0)) continue;
    total.sum += weights[k] ?? 0;
    total.tokens++;
  }
  return totals;
}
