import type {
  EstimateView,
  OwnExampleView,
  OwnFeatureView,
  OwnRanked,
} from '../../../server/own-feature-protocol.ts';
import { countText, inSentence } from './words.ts';

/** A figure for people, and the interval in which it lies in 95 of 100 cases. */
export interface EstimateParts {
  readonly value: string;
  readonly interval: string;
}

/** `0.93` and `0.85 to 0.98`; null without an estimate. */
export function estimateParts(estimate: EstimateView | null): EstimateParts | null {
  return estimate === null ? null : partsOf(estimate, shareDigits);
}

/** `10` and `8 to 12`: how many of 1,000, of a share. */
export function perThousandParts(estimate: EstimateView): EstimateParts {
  return partsOf(estimate, thousandDigits);
}

/** `0.93 (0.85 to 0.98)`. */
export function estimateText(estimate: EstimateView): string {
  return together(partsOf(estimate, shareDigits));
}

/** `10 (8 to 12)`: how many of 1,000, of a share. */
export function perThousandText(estimate: EstimateView): string {
  return together(perThousandParts(estimate));
}

/** How well the marked samples are told from ordinary ones, in a few words. */
export function separationWords(separation: EstimateView | null): string {
  return separation === null
    ? 'separation not known yet'
    : `separation ${estimateText(separation)}`;
}

/** What separation means, for those who meet it first. */
export const separationMeaning =
  'Separation: how often a marked line, left out when the feature is made, is nearer to it than an ordinary sample. 0.5 is chance, 1 is always.';

/** Where a sample stands, in one sentence without a full stop. */
export function nearWords({ percentile, cosine }: OwnRanked, title: string): string {
  return `nearer to “${inSentence(title)}” than ${percentText(percentile)} of ordinary samples (cosine ${cosineDigits(cosine)})`;
}

/** A percentage, 0..100, rounded down, so that nothing is nearer than it says: `99.6 %`. */
export function percentText(percent: number): string {
  const factor = percent >= 99.9 ? 100 : 10;
  // The tiny addition keeps 99.7, which floating point stores a little below, from becoming 99.6.
  const floored = Math.floor(percent * factor + 1e-6) / factor;
  return `${Number(floored.toFixed(2))} %`;
}

/** `3 lines like this, 1 not`. */
export function marksWords(examples: readonly Pick<OwnExampleView, 'sign'>[]): string {
  const like = examples.filter(({ sign }) => sign === 'positive').length;
  const unlike = examples.length - like;
  if (examples.length === 0) return 'no line is marked';
  return `${countText(like)} ${like === 1 ? 'line' : 'lines'} like this, ${countText(unlike)} not`;
}

/** What a feature says of itself beyond what it warns of; the most important first. */
export function calmSentences({
  sentences,
  warnings,
}: Pick<OwnFeatureView, 'sentences' | 'warnings'>): readonly string[] {
  return sentences.filter((sentence) => !warnings.includes(sentence));
}

/** A threshold (0..1) from the percentage that somebody typed; null when it is none from 0 to 100. */
export function thresholdFromPercent(typed: string): number | null {
  const text = typed.trim().replace('%', '').trim();
  const percent = text === '' ? Number.NaN : Number(text);
  if (!(percent >= 0 && percent <= 100)) return null;
  return Number((percent / 100).toPrecision(8));
}

/** A threshold (0..1) as the number of its percentage, for a field: `99.5`. */
export function percentOfThreshold(threshold: number): string {
  return String(Number((100 * threshold).toPrecision(8)));
}

function partsOf(
  { value, low, high }: EstimateView,
  digits: (value: number) => string,
): EstimateParts {
  return { value: digits(value), interval: `${digits(low)} to ${digits(high)}` };
}

function together({ value, interval }: EstimateParts): string {
  return `${value} (${interval})`;
}

function shareDigits(share: number): string {
  return share.toFixed(2).replace('-', '−');
}

function cosineDigits(cosine: number): string {
  return cosine.toFixed(2).replace('-', '−');
}

function thousandDigits(share: number): string {
  const value = 1000 * share;
  return value >= 10 ? countText(Math.round(value)) : String(Number(value.toPrecision(2)));
}
