import type { EstimateView, OwnRanked } from '../../../server/own-feature-protocol.ts';
import { separationWords } from './own-words.ts';
import { countText } from './words.ts';

export type ReviewAnswer = 'accept' | 'reject' | 'skip';

interface ReviewStep {
  readonly answer: ReviewAnswer;
  readonly sample: OwnRanked;
}

/** A walk through the lines that would teach a feature most. It never changes: every step makes another one. */
export interface ReviewWalk {
  readonly featureId: string;
  readonly steps: readonly ReviewStep[];
  /** The sample that is asked about; null while the next one is looked for, and at the end. */
  readonly current: OwnRanked | null;
}

/** More lines than were skipped are asked for, so that a copy of a skipped one does not end the walk. */
const spare = 5;
/** A server answers with no more than so many. */
const mostAsked = 100;

export function startWalk(featureId: string): ReviewWalk {
  return { featureId, steps: [], current: null };
}

/** The walk after an answer to the present sample; the same without one. */
export function withAnswer(walk: ReviewWalk, answer: ReviewAnswer): ReviewWalk {
  const { current } = walk;
  if (current === null) return walk;
  return { ...walk, steps: [...walk.steps, { answer, sample: current }], current: null };
}

/** The walk at the best of the samples that was neither answered nor skipped, if there is one. */
export function withNext(walk: ReviewWalk, samples: readonly OwnRanked[]): ReviewWalk {
  const passed = new Set(walk.steps.map(({ sample }) => sample.contentHash));
  const current = samples.find(({ contentHash }) => !passed.has(contentHash)) ?? null;
  return { ...walk, current };
}

/** The walk before its last answer, at the sample that it was given to; null at the start. */
export function withoutLast(
  walk: ReviewWalk,
): { readonly walk: ReviewWalk; readonly step: ReviewStep } | null {
  const step = walk.steps.at(-1);
  if (step === undefined) return null;
  return { walk: { ...walk, steps: walk.steps.slice(0, -1), current: step.sample }, step };
}

/** How many samples to ask for, so that one is left beyond those that were skipped. */
export function countToAsk({ steps }: ReviewWalk): number {
  return Math.min(mostAsked, steps.filter(({ answer }) => answer === 'skip').length + spare);
}

/** `5 answered, 1 skipped; separation 0.93 (0.85 to 0.98)`. */
export function progressWords({ steps }: ReviewWalk, separation: EstimateView | null): string {
  const skipped = steps.filter(({ answer }) => answer === 'skip').length;
  const answered = `${countText(steps.length - skipped)} answered`;
  const passed = skipped === 0 ? '' : `, ${countText(skipped)} skipped`;
  return `${answered}${passed}; ${separationWords(separation)}`;
}

/** What a key means in the walk; null for a key without a meaning. */
export function reviewKey(key: string): ReviewAnswer | 'undo' | 'leave' | null {
  return keys.get(key.length === 1 ? key.toLowerCase() : key) ?? null;
}

const keys: ReadonlyMap<string, ReviewAnswer | 'undo' | 'leave'> = new Map([
  ['a', 'accept'],
  ['r', 'reject'],
  ['s', 'skip'],
  ['u', 'undo'],
  ['Escape', 'leave'],
]);
