import type { Assessment, NearFeature } from '../core/scoring/assessment.ts';
import type { SampleScore } from '../core/scoring/sample-score.ts';

/**
 * A percentage for people, 0..100. It is rounded down, with a second decimal where it matters, so that 100
 * is never claimed of a share that is only estimated.
 */
export function percentText(percent: number): string {
  if (percent > 99.99) return 'more than 99.99 %';
  const factor = percent >= 99.9 ? 100 : 10;
  // The tiny addition keeps 99.7, which floating point stores a little below, from becoming 99.6.
  const floored = Math.floor(percent * factor + 1e-7) / factor;
  return `${floored.toFixed(factor === 100 ? 2 : 1)} %`;
}

/** The sentence of a flagged line. */
export function findingMessage({ risk, features }: Assessment): string {
  const nearest = features[0];
  if (nearest === undefined) return `Riskier than ${percentText(100 * risk)} of ordinary samples.`;
  const title = titleInSentence(nearest);
  if (nearest.percentile >= 95) {
    return `Nearer to “${title}” than ${percentText(nearest.percentile)} of ordinary samples.`;
  }
  return `Riskier than ${percentText(100 * risk)} of ordinary samples, nearest to “${title}”.`;
}

/** What to add when not all of the trained text was scored; '' when all was. */
export function partlyScored(score: SampleScore): string {
  if (score.scoredTokens >= score.trainedTokens) return '';
  return `Only ${score.scoredTokens} of ${score.trainedTokens} trained tokens were scored (setting latentLint.maxTokens).`;
}

function titleInSentence({ title }: NearFeature): string {
  // 'Risky advice' becomes 'risky advice'; 'PII leaks' stays.
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
