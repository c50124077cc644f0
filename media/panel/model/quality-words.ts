import type { MapQuality, ProjectionChoice } from '../../../server/map-protocol.ts';
import { samplesText } from './words.ts';

/** What a measure of a map means in a word, and what the number says. */
interface QualityWords {
  readonly name: string;
  readonly value: string;
  readonly verdict: string;
  readonly meaning: string;
}

/** Trustworthiness and continuity (Venna and Kaski, 2001) for people. */
export function qualityWords(quality: MapQuality): readonly QualityWords[] {
  const { trustworthiness, continuity, neighbours, samples } = quality;
  const measured = `Measured on the ${neighbours} nearest neighbours of ${samplesText(samples)}; 1 is perfect.`;
  return [
    {
      name: 'Trustworthiness',
      value: trustworthiness.toFixed(2),
      verdict: verdictOf(trustworthiness),
      meaning: `Whether samples that are near on the map are near in truth. ${measured}`,
    },
    {
      name: 'Continuity',
      value: continuity.toFixed(2),
      verdict: verdictOf(continuity),
      meaning: `Whether samples that are near in truth stay near on the map. ${measured}`,
    },
  ];
}

/** Whether the axes of a projection say how near samples are to harm, and not which samples are alike. */
export function isOfHarm({ kind }: ProjectionChoice): boolean {
  return kind === 'harm' || kind === 'features';
}

/** What one may do with a map of this quality, in one sentence. */
export function qualityAdvice(
  { trustworthiness, continuity }: MapQuality,
  shown: ProjectionChoice,
): string {
  if (isOfHarm(shown)) {
    return 'The axes say how near samples are to harm, not which are alike: “Neighbourhoods” shows that, and the true neighbours are in the details.';
  }
  const least = Math.min(trustworthiness, continuity);
  if (least >= 0.95) return 'What is near on this map is mostly near in truth.';
  if (least >= 0.85) return 'Clusters are mostly right; check single neighbours in the details.';
  return 'Much of what looks near is not; go by the true neighbours in the details.';
}

/** A map by chance reaches about 0.5. */
function verdictOf(value: number): string {
  if (value >= 0.95) return 'good';
  if (value >= 0.85) return 'fair';
  return value >= 0.7 ? 'poor' : 'hardly better than chance';
}
