import type {
  MarkParams,
  MarkResult,
  OwnExampleView,
  OwnFeatures,
} from '../server/own-feature-protocol.ts';
import { chooseFeature, chooseOrName, type FeatureChoice } from './own-choice.ts';
import type { OwnRequests } from './own-requests.ts';
import type { MarkTarget } from './own-targets.ts';

type Sign = MarkParams['sign'];

const titles: Readonly<Record<Sign, string>> = {
  positive: 'More like this',
  negative: 'Not like this',
  none: 'Take the mark back',
};

/**
 * Says of samples that a feature is to find what is like them, or what is not, or takes that back. Asks for the
 * feature where it is not plain; undefined when somebody changes their mind. Rejects with one sentence.
 */
export async function markSamples(
  requests: Pick<OwnRequests, 'features' | 'mark'>,
  { uri, samples, lines, name }: MarkTarget,
  sign: Sign,
): Promise<MarkResult | undefined> {
  const own = await requests.features(uri);
  if (sign === 'none') {
    const marked = featuresOfMarks(own, samples, lines);
    if (marked.length === 0) {
      return notMarked(lines);
    }
    const featureId = await whichMark(own, marked);
    return featureId === undefined ? undefined : requests.mark({ uri, samples, sign, featureId });
  }
  const choice = name === undefined ? await whichFeature(own, sign) : byName(own, name);
  return choice && (await requests.mark({ uri, samples, sign, ...choice }));
}

/** Marks go to the feature that was chosen for them; without one somebody has to say. */
async function whichFeature(own: OwnFeatures, sign: Sign): Promise<FeatureChoice | undefined> {
  return own.current === null ? chooseOrName(own, titles[sign]) : { featureId: own.current };
}

/** The feature that has the name, else a new one. */
function byName({ features }: OwnFeatures, name: string): FeatureChoice {
  const known = features.find(({ title }) => title === name);
  return known === undefined ? { featureId: null, name } : { featureId: known.id };
}

/** The feature that marks go to, if the samples are marked for it, or else the only one; of several one is asked. */
async function whichMark(
  { current }: OwnFeatures,
  marked: OwnFeatures['features'],
): Promise<string | undefined> {
  const [first, ...others] = marked.map(({ id }) => id);
  if (current !== null && marked.some(({ id }) => id === current)) {
    return current;
  }
  return others.length === 0 ? first : chooseFeature(marked, current, titles.none);
}

/** The features that some of the samples are marked for. */
function featuresOfMarks(
  { features }: OwnFeatures,
  samples: MarkTarget['samples'],
  lines: readonly number[],
): OwnFeatures['features'] {
  const wanted = new Set(lines);
  const isMeant = (example: OwnExampleView) =>
    'contentHash' in samples
      ? example.contentHash === samples.contentHash
      : example.lines.some((line) => wanted.has(line));
  return features.filter(({ examples }) => examples.some(isMeant));
}

function notMarked({ length }: readonly number[]): MarkResult {
  const message = length === 1 ? 'This line is not marked.' : 'None of these lines is marked.';
  return { done: false, message, featureId: null };
}
