import { nearCosine, type Latent } from './pack/latents.ts';
import type { Calibration, Pack } from './pack/pack.ts';
import type { Assessment, NearFeature } from './scoring/assessment.ts';
import type { SampleScore } from './scoring/sample-score.ts';

/** The part of a pack that says how many ordinary samples its percentiles were measured on. */
interface Known {
  readonly risk?: { readonly calibration: Pick<Calibration, 'samples'> };
}

/**
 * A percentage of ordinary samples for people, 0..100, as in a table. It is rounded down, and of a share that
 * so many ordinary samples cannot tell from all of them it says only what it exceeds: `> 99.98 %`.
 */
export function percentText(percent: number, pack: Known): string {
  const most = 100 * mostShare(pack);
  return percent > most ? `> ${rounded(most)} %` : `${rounded(percent)} %`;
}

/** What a sample is riskier or nearer than, by a share 0..1: `99.6 % of ordinary samples`. */
export function ordinaryPart(share: number, pack: Known): string {
  if (share <= mostShare(pack)) return `${rounded(100 * share)} % of ordinary samples`;
  const samples = pack.risk?.calibration.samples;
  if (samples === undefined) return 'nearly all ordinary samples';
  return `nearly all of ${countText(samples)} ordinary samples`;
}

/** A whole number for people, as `9,081`. What the system knows of languages takes tens of milliseconds to load. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The sentence of a flagged line. */
export function findingMessage({ risk, features }: Assessment, pack: Known): string {
  const nearest = features[0];
  const riskier = `Riskier than ${ordinaryPart(risk, pack)}`;
  if (nearest === undefined) return `${riskier}.`;
  const title = titleInSentence(nearest);
  if (nearest.percentile < 95) return `${riskier}, nearest to “${title}”.`;
  return `Nearer to “${title}” than ${ordinaryPart(nearest.percentile / 100, pack)}.`;
}

/** The sentence of a line that is flagged for a feature of one's own. */
export function ownFindingMessage({ title, share, ordinarySamples }: OwnNear): string {
  const ordinary = ordinaryPart(share, knownFrom(ordinarySamples));
  return `Nearer to “${title}” (a feature of your own) than ${ordinary}.`;
}

interface OwnNear {
  readonly title: string;
  /** 0..1. */
  readonly share: number;
  readonly ordinarySamples: number | undefined;
}

/** What says from how many ordinary samples a percentile is known. */
export function knownFrom(samples: number | undefined): Known {
  return samples === undefined ? {} : { risk: { calibration: { samples } } };
}

/** A latent by its name, and the feature that it lies near, if there is one. It may quote training text. */
export function latentWords(latent: Latent, { features }: Pick<Pack, 'features'>): string {
  const near = latent.nearest.find(({ cosine }) => cosine >= nearCosine);
  const feature = features.find(({ id }) => id === near?.feature);
  return feature === undefined
    ? latent.name
    : `${latent.name} (near “${titleInSentence(feature)}”)`;
}

/** What to add when not all of the trained text was scored; '' when all was. */
export function partlyScored(score: SampleScore): string {
  if (score.scoredTokens >= score.trainedTokens) return '';
  return `Only ${score.scoredTokens} of ${score.trainedTokens} trained tokens were scored (setting latentLint.maxTokens).`;
}

/** The greatest share that one sample more or less decides; of a pack that says nothing, of 10,000. */
function mostShare({ risk }: Known): number {
  return 1 - 1 / (risk?.calibration.samples ?? 10_000);
}

/** Rounded down, with a second decimal where it matters. */
function rounded(percent: number): string {
  const factor = percent >= 99.9 ? 100 : 10;
  // The tiny addition keeps 99.7, which floating point stores a little below, from becoming 99.6.
  const floored = Math.floor(percent * factor + 1e-7) / factor;
  return floored.toFixed(factor === 100 ? 2 : 1);
}

function titleInSentence({ title }: Pick<NearFeature, 'title'>): string {
  // 'Risky advice' becomes 'risky advice'; 'PII leaks' stays.
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
