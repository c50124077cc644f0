import type { Calibration } from '../pack/pack.ts';
import { shareBelow } from '../scoring/calibration.ts';
import { termCounts } from './words.ts';

/**
 * A classifier of words: what a pack's `keywords.json` holds (docs/pack-format.md, "Keywords"). It knows nothing of
 * the model and is shown beside the risk as a second opinion.
 */
export interface Keywords {
  /** For each word or pair of words its inverse document frequency and its weight. */
  readonly terms: ReadonlyMap<string, { readonly idf: number; readonly weight: number }>;
  readonly intercept: number;
  /** How the scores of ordinary samples are distributed. */
  readonly calibration: Calibration;
}

/**
 * What the classifier says of a text: the weights of its terms by their TF-IDF, of norm 1, and the intercept.
 * Logarithmic counts, as in Manning, Raghavan and Schütze (2008), 6.4.1.
 */
export function keywordDecision({ terms, intercept }: Keywords, text: string): number {
  let dot = 0;
  let squares = 0;
  for (const [term, count] of termCounts(text)) {
    const known = terms.get(term);
    if (known === undefined) continue;
    const value = (1 + Math.log(count)) * known.idf;
    dot += value * known.weight;
    squares += value * value;
  }
  return squares === 0 ? intercept : dot / Math.sqrt(squares) + intercept;
}

/** -1..1: `tanh(decision / 2)`, twice the probability minus 1. */
export function keywordScore(keywords: Keywords, text: string): number {
  return Math.tanh(keywordDecision(keywords, text) / 2);
}

/** The share of ordinary samples with a lower score, 0..1. */
export function keywordShare(keywords: Keywords, score: number): number {
  return shareBelow(keywords.calibration, score);
}
