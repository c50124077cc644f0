import type { OwnFeature } from '../core/own-features/own-feature.ts';
import { featureId } from '../core/own-features/feature-id.ts';
import { featureCosine } from '../core/own-features/unit-rows.ts';
import { whyUnfit } from '../core/own-features/build-feature.ts';
import type { Pack } from '../core/pack/pack.ts';
import { shareBelow } from '../core/scoring/calibration.ts';
import type { SampleVectors } from '../core/scoring/sample-vectors.ts';
import { readOwnFeatures } from '../store/own-feature-files.ts';
import { CannotDo } from './cannot-do.ts';
import { toPlainText } from './plain-text.ts';

/** How near a sample is to a feature of one's own. */
export interface OwnNearness {
  readonly id: string;
  readonly title: string;
  /** -1..1. */
  readonly cosine: number;
  /** 0..100. */
  readonly percentile: number;
  /** Ordinary samples that the percentile is known from. */
  readonly ordinarySamples: number | undefined;
  /** The feature's own, 0..1. */
  readonly threshold: number;
  /** Whether it is at or above the feature's threshold, and the feature is on. */
  readonly flagged: boolean;
}

/** How near a sample is to each of the features. */
export function ownNearness(
  { answer }: SampleVectors,
  features: readonly OwnFeature[],
): OwnNearness[] {
  return features.map(({ id, title, direction, calibration, threshold, enabled }) => {
    const cosine = featureCosine(answer, direction);
    const share = shareBelow(calibration, cosine);
    const flagged = enabled && share >= threshold;
    const ordinarySamples = calibration.samples;
    return { id, title, cosine, percentile: 100 * share, ordinarySamples, threshold, flagged };
  });
}

/**
 * The feature of the folder in which the command runs, by its id or name.
 * @throws {CannotDo} when there is none, or its file cannot be used.
 */
export async function findOwnFeature(name: string): Promise<OwnFeature> {
  const { features, problems, unusable } = await readOwnFeatures(process.cwd());
  const id = featureId(name);
  const found = features.find((feature) => feature.id === id || feature.title === name);
  if (found !== undefined) return found;
  const isFolderUnread = problems.length > unusable.length;
  const problem = problems[isFolderUnread ? 0 : unusable.indexOf(`${id}.json`)];
  if (problem !== undefined) throw new CannotDo(toPlainText(problem));
  if (name.startsWith('sae:')) {
    const shown = toPlainText(name);
    throw new CannotDo(
      `'${shown}' is no feature of your own; make one of it with latent-lint feature import ${shown} --name NAME.`,
    );
  }
  throw new CannotDo(
    `There is no feature '${toPlainText(name)}' in .latent-lint/features of this folder; see latent-lint feature list.`,
  );
}

/** The features by their names, fit for the pack. @throws {CannotDo} with one sentence. */
export async function findFittingFeatures(
  names: readonly string[],
  pack: Pack,
): Promise<OwnFeature[]> {
  const features: OwnFeature[] = [];
  for (const name of new Set(names)) {
    const feature = await findOwnFeature(name);
    const problem = whyUnfit(feature, pack);
    if (problem !== null) {
      throw new CannotDo(`${problem} Make it again from its lines with latent-lint feature make.`);
    }
    if (!features.includes(feature)) features.push(feature);
  }
  return features;
}

/** @throws {CannotDo} when the pack has a feature of this id, so that nobody could tell the two apart. */
export function checkPackNames(name: string, { features }: Pack): void {
  const id = featureId(name);
  if (id !== 'risk' && !features.some((feature) => feature.id === id)) return;
  throw new CannotDo(`The pack has a feature “${id}” already; choose another name.`);
}
