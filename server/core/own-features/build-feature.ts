import type { Pack } from '../pack/pack.ts';
import { featureId } from './feature-id.ts';
import { defaultThreshold } from './feature-file.ts';
import { fitFeature, type FeatureSpace, type Fitted } from './fit-feature.ts';
import { directionMethod } from './make-direction.ts';
import type { MarkedSample, UnmarkedSample } from './marked-sample.ts';
import type { OwnFeature } from './own-feature.ts';

/** What somebody says of a feature. */
export interface FeatureWish {
  readonly title: string;
  readonly why: string;
  readonly who: string;
  /** An ISO 8601 date. */
  readonly made: string;
}

type PackNames = Pick<Pack, 'name' | 'version' | 'hash'>;

/** A new feature from marked samples. */
export function buildFeature(
  wish: FeatureWish,
  marks: readonly MarkedSample[],
  place: {
    readonly pack: PackNames;
    readonly space: FeatureSpace;
    readonly unmarked: readonly UnmarkedSample[];
  },
): Fitted<OwnFeature> {
  const { name, version, hash } = place.pack;
  const id = featureId(wish.title);
  if (place.space.featureIds.includes(id) || id === 'risk') {
    return {
      kind: 'problem',
      message: `The pack has a feature “${id}” already; choose another name.`,
    };
  }
  const threshold = defaultThreshold;
  const fit = fitFeature({ marks, space: place.space, unmarked: place.unmarked, threshold });
  if (fit.kind === 'problem') return fit;
  const feature: OwnFeature = {
    id,
    ...wish,
    pack: { name, version, hash },
    method: directionMethod,
    ...fit.fitted,
    examples: examplesOf(marks),
    threshold,
    severity: 'warning',
    enabled: true,
  };
  return { kind: 'fitted', fitted: feature };
}

/** Why a feature cannot be used with a pack as it is, in one sentence; null when it can. */
export function whyUnfit(feature: OwnFeature, pack: Pick<Pack, 'hash' | 'width'>): string | null {
  if (feature.pack.hash === pack.hash && feature.direction.length === pack.width) return null;
  return `The feature “${feature.title}” was made for another pack (${feature.pack.name} ${feature.pack.version}).`;
}

/**
 * The samples of a feature's examples, to make it anew; one sentence when some are not at hand.
 * @param find where a scored sample lies, by its content hash.
 */
export function gatherExamples(
  feature: OwnFeature,
  find: (contentHash: string) => MarkedSample['vectors'] | undefined,
): Fitted<readonly MarkedSample[]> {
  const marks = feature.examples.flatMap((example) => {
    const vectors = find(example.contentHash);
    return vectors === undefined ? [] : { ...example, vectors };
  });
  const missing = feature.examples.length - marks.length;
  if (missing === 0 && marks.length > 0) return { kind: 'fitted', fitted: marks };
  const examples =
    marks.length + missing === 0
      ? 'it has no examples to make it again from'
      : `${missing} of its ${feature.examples.length} examples are not at hand to make it again`;
  return {
    kind: 'problem',
    message: `The feature “${feature.title}” was made for another pack (${feature.pack.name} ${feature.pack.version}), and ${examples}.`,
  };
}

function examplesOf(marks: readonly MarkedSample[]): OwnFeature['examples'] {
  const last = new Map(marks.map((mark) => [mark.contentHash, mark]));
  return [...last.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([contentHash, { sign, note }]) => ({
      contentHash,
      sign,
      ...(note !== undefined && note !== '' && { note }),
    }));
}
