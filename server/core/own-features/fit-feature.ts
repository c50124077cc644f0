import type { Calibration } from '../pack/pack.ts';
import { meanPairCosine, nearestFeatures, oddOnes } from './agreement.ts';
import { calibrate } from './calibrate.ts';
import {
  foundAt,
  leaveOneOut,
  leavePairOut,
  samePrompts,
  separationOf,
  type Marked,
} from './leave-out.ts';
import { comparisonWith, makeDirection } from './make-direction.ts';
import type { MarkedSample, UnmarkedSample } from './marked-sample.ts';
import type { OrdinaryRows } from './ordinary-rows.ts';
import type { FeatureFigures } from './own-feature.ts';
import { topicFigures } from './topic.ts';
import { rowCosines, toUnitRows, type UnitRows } from './unit-rows.ts';

/** What a pack knows of its space. */
export interface FeatureSpace {
  readonly ordinary: OrdinaryRows;
  /** `[1 + features, width]`, of norm 1: the risk, then the features, as in `features.safetensors`. */
  readonly directions: Float32Array;
  /** Ids of the features, in that order. */
  readonly featureIds: readonly string[];
}

/** What a feature is made from. */
export interface FitInput {
  /** In any order; of equal contents the last one counts. */
  readonly marks: readonly MarkedSample[];
  readonly space: FeatureSpace;
  /** Samples of the file that nobody marked; at most `mostUnmarked` of them are looked at, evenly spread. */
  readonly unmarked?: readonly UnmarkedSample[];
  /** The least share of ordinary samples that a found sample is nearer than, 0..1. */
  readonly threshold: number;
}

/** A direction and how far ordinary samples lie from it: all that is needed to rank a file. */
export interface FittedDirection {
  /** `[width]`, of norm 1. */
  readonly direction: Float32Array;
  readonly calibration: Calibration;
}

export interface FittedFeature extends FittedDirection {
  readonly figures: FeatureFigures;
}

/** What was asked for, or one sentence that says why it cannot be. */
export type Fitted<T> =
  | { readonly kind: 'fitted'; readonly fitted: T }
  | { readonly kind: 'problem'; readonly message: string };

/** Features that the figures name. */
const nearestCount = 3;

/**
 * The direction of marked samples and its calibration, without figures: fast enough to follow every mark. The same
 * marks give the same bits in whatever order they come.
 * @param comparison with the space, for whoever fits often.
 */
export function fitDirection(
  marks: readonly MarkedSample[],
  { ordinary, directions }: FeatureSpace,
  comparison = comparisonWith(ordinary.answers, toKnown(directions, ordinary.answers.width)),
): Fitted<FittedDirection> {
  const { positives, negatives } = bySign(marks);
  if (positives.length === 0) return problem('Mark at least one sample “more like this”.');
  const { width } = ordinary.answers;
  if (marks.some(({ vectors }) => vectors.answer.values.length !== width)) {
    return problem('The marked samples were scored with another pack.');
  }
  const direction = makeDirection(
    toUnitRows(positives.map(answerOf), width),
    toUnitRows(negatives.map(answerOf), width),
    comparison,
  );
  if (direction === null) {
    return problem('The samples marked “more like this” do not differ from the others.');
  }
  const calibration = calibrate(rowCosines(ordinary.answers, direction), ordinary.weights);
  return { kind: 'fitted', fitted: { direction, calibration } };
}

/** As `fitDirection`, with all that is known of how sure the feature is; takes some tenths of a second. */
export function fitFeature(input: FitInput): Fitted<FittedFeature> {
  const fit = fitDirection(input.marks, input.space);
  if (fit.kind === 'problem') return fit;
  const figures = describe(input, fit.fitted);
  return { kind: 'fitted', fitted: { ...fit.fitted, figures } };
}

function describe(input: FitInput, { direction }: FittedDirection): FeatureFigures {
  const { marks, unmarked = [], threshold } = input;
  const { ordinary, directions, featureIds } = input.space;
  const { positives, negatives } = bySign(marks);
  const { width } = ordinary.answers;
  const answers: Marked = {
    positives: toUnitRows(positives.map(answerOf), width),
    negatives: toUnitRows(negatives.map(answerOf), width),
    shared: samePrompts(positives, negatives, width),
    ordinary: ordinary.answers,
    known: toKnown(directions, width),
    weights: ordinary.weights,
  };
  const leftOut = leaveOneOut(answers);
  return {
    positives: positives.length,
    negatives: negatives.length,
    separation: leftOut && separationOf(leftOut),
    negativeSeparation: leavePairOut(answers),
    found: leftOut && foundAt(leftOut, threshold),
    agreement: meanPairCosine(answers.positives),
    oddOnes: (leftOut ? oddOnes(leftOut) : []).map((at) => positives[at]?.contentHash ?? ''),
    nearest: nearestFeatures(direction, answers.known, featureIds, nearestCount),
    topic: topicFigures({ positives, negatives, unmarked, ordinary, answers, direction }),
  };
}

/** Both kinds in the order of content hashes, each content once. */
function bySign(marks: readonly MarkedSample[]): {
  readonly positives: readonly MarkedSample[];
  readonly negatives: readonly MarkedSample[];
} {
  const last = new Map(marks.map((mark) => [mark.contentHash, mark]));
  const sorted = [...last.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mark]) => mark);
  return {
    positives: sorted.filter(({ sign }) => sign === 'positive'),
    negatives: sorted.filter(({ sign }) => sign === 'negative'),
  };
}

function toKnown(directions: Float32Array, width: number): UnitRows {
  return { count: directions.length / width, width, values: directions };
}

function answerOf({ vectors }: MarkedSample): MarkedSample['vectors']['answer'] {
  return vectors.answer;
}

function problem(message: string): { readonly kind: 'problem'; readonly message: string } {
  return { kind: 'problem', message };
}
