import { aurocEstimate } from './estimate.ts';
import {
  leaveOneOut,
  leavePairOut,
  samePrompts,
  separationOf,
  spread,
  type Marked,
} from './leave-out.ts';
import { comparisonWith, makeDirection } from './make-direction.ts';
import type { MarkedSample, UnmarkedSample } from './marked-sample.ts';
import type { OrdinaryRows } from './ordinary-rows.ts';
import type { Estimate, TopicFigures } from './own-feature.ts';
import { auroc, mean, placement, spearman } from './ranks.ts';
import { featureCosine, pickRows, rowCosines, toUnitRows, type UnitRows } from './unit-rows.ts';

/** What there is to tell topic from what is meant. */
export interface TopicInput {
  readonly positives: readonly MarkedSample[];
  readonly negatives: readonly MarkedSample[];
  readonly unmarked: readonly UnmarkedSample[];
  readonly ordinary: OrdinaryRows;
  /** The answers of the marked samples. */
  readonly answers: Marked;
  readonly direction: Float32Array;
}

/** Unmarked samples of a file that are looked at, evenly spread: enough for any figure, and quick. */
export const mostUnmarked = 5000;
/** Unmarked samples with the most similar prompts, for each positive. */
const matchedCount = 5;
/** Prompts that tell less than this can hardly be what a feature tells. */
const tellingPrompts = 0.7;
/** Prompts that come so near to the answers tell as much as they do. */
const asWell = 0.02;
/** With fewer negatives, ordinary samples are the better comparison. */
const leastNegatives = 5;

/**
 * Whether a feature merely tells a topic. The prompts of the marked samples make a direction in the same way as
 * the answers did, and both are tested on the samples that they were made without. The answers lie in a space from
 * which all that the prompt predicts was taken away, so what is meant shows there more than in the prompts, and a
 * topic less. The comparison is with the negatives when there are enough of them, else with ordinary samples.
 *
 * On training pairs of 13 features that the pack's reference had not seen, the verdict for 20 marks is `topic` in
 * nine tenths of draws of harmless answers on one subject, and in none of harmful answers beside harmless ones to
 * questions of the same kind (docs/own-features.md).
 */
export function topicFigures(input: TopicInput): TopicFigures {
  const { positives, negatives, answers } = input;
  const width = answers.ordinary.width;
  const prompts: Marked = {
    positives: promptRows(positives, width),
    negatives: promptRows(negatives, width),
    shared: samePrompts(withPrompt(positives), withPrompt(negatives), width),
    ordinary: input.ordinary.prompts,
    known: { count: 0, width, values: new Float32Array(0) },
    weights: new Float64Array(input.ordinary.prompts.count).fill(1),
  };
  const against = prompts.negatives.count >= leastNegatives ? 'negatives' : 'ordinary';
  const byAnswers = separate(answers, against);
  const byPrompts = separate(prompts, against);
  const unmarked = pick(input.unmarked, mostUnmarked);
  const matched = matchedSeparation(input, unmarked);
  return {
    verdict: verdictOf(byAnswers, byPrompts, matched),
    against,
    answers: byAnswers?.value ?? null,
    prompts: byPrompts?.value ?? null,
    matched,
    ...lengthFigures(input, unmarked),
    format: sharedFormat(positives, unmarked),
  };
}

function verdictOf(
  answers: Estimate | null,
  prompts: Estimate | null,
  matched: Estimate | null,
): TopicFigures['verdict'] {
  // Nearer than other samples with the same kind of prompt: that cannot be the topic.
  if (matched !== null && matched.low > 0.5) return 'passed';
  if (answers === null || prompts === null) return 'unknown';
  const asTelling = prompts.value >= answers.value - asWell;
  if (asTelling && prompts.value >= tellingPrompts && prompts.low > 0.5) return 'topic';
  return !asTelling && answers.low > 0.5 ? 'passed' : 'unknown';
}

function separate(marked: Marked, against: 'negatives' | 'ordinary'): Estimate | null {
  if (against === 'negatives') return leavePairOut(marked);
  const leftOut = leaveOneOut(marked);
  return leftOut && separationOf(leftOut);
}

/**
 * The probability that a positive lies nearer than one of the unmarked samples whose prompts are the most similar
 * to its own, by a direction that was made without it. Unmarked samples that are meant too make it smaller.
 */
function matchedSeparation(
  { positives, answers }: TopicInput,
  unmarked: readonly UnmarkedSample[],
): Estimate | null {
  const width = answers.ordinary.width;
  const asked = unmarked.filter(({ vectors }) => vectors.prompt !== null);
  const unmarkedPrompts = promptRows(asked, width);
  const unmarkedAnswers = toUnitRows(
    asked.map(({ vectors }) => vectors.answer),
    width,
  );
  if (asked.length < matchedCount || positives.length < 2) return null;
  const comparison = comparisonWith(answers.ordinary, answers.known);
  const placements: number[] = [];
  for (const index of spread(positives.length, 40)) {
    const prompt = positives[index]?.vectors.prompt;
    if (prompt === null || prompt === undefined) continue;
    const rest = positives.flatMap((_, at) => (at === index ? [] : at));
    const direction = makeDirection(
      pickRows(answers.positives, rest),
      answers.negatives,
      comparison,
    );
    if (direction === null) continue;
    const similar = nearest(unmarkedPrompts, toUnitRows([prompt], width).values);
    const [own = 0] = rowCosines(pickRows(answers.positives, [index]), direction);
    placements.push(placement(own, rowCosines(pickRows(unmarkedAnswers, similar), direction)));
  }
  return placements.length === 0 ? null : aurocEstimate(mean(placements), placements.length);
}

function nearest(rows: UnitRows, to: Float32Array): number[] {
  const cosines = rowCosines(rows, to);
  return [...cosines.keys()]
    .sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0))
    .slice(0, matchedCount);
}

function lengthFigures(
  { positives, direction }: TopicInput,
  unmarked: readonly UnmarkedSample[],
): Pick<TopicFigures, 'length' | 'lengthAlone'> {
  const lengths = unmarked.map(({ tokens }) => tokens);
  const own = positives.flatMap(({ tokens }) => tokens ?? []);
  if (lengths.length < 2) return { length: null, lengthAlone: null };
  const cosines = unmarked.map(({ vectors }) => featureCosine(vectors.answer, direction));
  return { length: spearman(cosines, lengths), lengthAlone: auroc(own, lengths) };
}

/** The format of all positives if fewer than half of the other samples have it; null else. */
function sharedFormat(
  positives: readonly MarkedSample[],
  unmarked: readonly UnmarkedSample[],
): string | null {
  const [format, ...more] = new Set(positives.map((mark) => mark.format));
  if (format === undefined || more.length > 0 || positives.length < 2) return null;
  const same = unmarked.filter((sample) => sample.format === format).length;
  return unmarked.length > 0 && 2 * same < unmarked.length ? format : null;
}

function withPrompt(samples: readonly MarkedSample[]): MarkedSample[] {
  return samples.filter(({ vectors }) => vectors.prompt !== null);
}

function promptRows(samples: readonly Pick<MarkedSample, 'vectors'>[], width: number): UnitRows {
  return toUnitRows(
    samples.flatMap(({ vectors }) => vectors.prompt ?? []),
    width,
  );
}

function pick<T>(items: readonly T[], most: number): T[] {
  return spread(items.length, most).flatMap((at) => items[at] ?? []);
}
