import type { Estimate, FeatureFigures, NearestFeature } from './own-feature.ts';

/** What is known of a feature, in sentences for people. */
export interface FigureWords {
  /** The most important first. */
  readonly sentences: readonly string[];
  /** What to beware of; not among the sentences. */
  readonly warnings: readonly string[];
}

/** Longer or shorter samples than this share of the others, and a rank correlation as high, are worth a warning. */
const lengthAlone = 0.8;
const lengthCorrelation = 0.5;
/** The directions of two features are near from this cosine on. */
const nearCosine = 0.3;

/**
 * How sure a feature is, and what to beware of.
 * @param titles the titles of the pack's features, by id.
 * @param threshold the feature's own, 0..1.
 */
export function figureWords(
  figures: FeatureFigures,
  threshold: number,
  titles: ReadonlyMap<string, string>,
): FigureWords {
  const { positives, negatives, separation, found, negativeSeparation } = figures;
  const made = `Made from ${count(positives, 'line', 'lines')} “like this”`;
  const sentences = [
    negatives === 0 ? `${made}.` : `${made} and ${negatives} “not like this”.`,
    separation === null
      ? 'How well it finds other lines like these cannot be said: mark at least two that differ.'
      : `A marked line that it was made without is nearer than ${percent(separation.value)} of ordinary samples on average (${between(separation)}).`,
    ...(found === null
      ? []
      : [
          `It would find ${percent(found.value)} of such lines where ${percent(1 - threshold)} of ordinary samples are flagged too (${between(found)}).`,
        ]),
    ...(negativeSeparation === null
      ? []
      : [
          `It tells a line “like this” from one “not like this” in ${percent(negativeSeparation.value)} of pairs that it was made without (${between(negativeSeparation)}).`,
        ]),
    ...nearestWords(figures.nearest, titles),
  ];
  return { sentences, warnings: warningsOf(figures) };
}

function warningsOf(figures: FeatureFigures): string[] {
  return [disagreement(figures), ...topicWarnings(figures)].filter((words) => words !== null);
}

function disagreement({ oddOnes, positives, agreement }: FeatureFigures): string | null {
  if (oddOnes.length > 0) {
    return `The examples disagree: ${oddOnes.length} of ${positives} would not be found by the others.`;
  }
  if (agreement !== null && agreement <= 0) {
    return 'The examples have nothing in common that the model sees.';
  }
  return null;
}

function topicWarnings({ topic }: FeatureFigures): (string | null)[] {
  const others = topic.against === 'negatives' ? 'the lines “not like this”' : 'ordinary samples';
  return [
    topic.verdict === 'topic'
      ? `It may only tell the topic: the prompts alone tell these lines from ${others} as well as the answers do. Mark lines on the same topic “not like this”.`
      : null,
    topic.length !== null &&
    topic.lengthAlone !== null &&
    Math.abs(topic.length) >= lengthCorrelation &&
    Math.abs(topic.lengthAlone - 0.5) >= lengthAlone - 0.5
      ? `It may only tell the length: the marked lines are ${topic.lengthAlone > 0.5 ? 'longer' : 'shorter'} than most, and so is what it finds.`
      : null,
    topic.format === null
      ? null
      : `It may only tell the format: all marked lines are in the format ${topic.format}, and most others are not.`,
  ];
}

function nearestWords(
  nearest: readonly NearestFeature[],
  titles: ReadonlyMap<string, string>,
): string[] {
  const near = nearest.filter(({ cosine }) => cosine >= nearCosine);
  if (near.length === 0) return ['None of the bundled features is near to it.'];
  const names = near.map(({ id, cosine }) => `“${titles.get(id) ?? id}” (${cosine.toFixed(2)})`);
  return [`The nearest bundled features, by cosine: ${names.join(', ')}.`];
}

function between({ low, high }: Estimate): string {
  return `between ${percent(low)} and ${percent(high)}, in 95 of 100 cases`;
}

/** Rounded down, so that nearly all is never shown as all. */
function percent(share: number): string {
  // The tiny addition keeps 99.7, which floating point stores a little below, from becoming 99.6.
  return `${(Math.floor(1000 * share + 1e-7) / 10).toFixed(1)} %`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
