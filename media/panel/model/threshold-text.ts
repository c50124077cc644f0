import { falseAlarms } from './false-alarms.ts';
import { depthOf, riskAt } from './histogram.ts';

/** Thresholds with a name, which the line snaps to. */
export const thresholdMarks = [
  { name: 'thorough', risk: 0.95 },
  { name: 'balanced', risk: 0.99 },
  { name: 'quiet', risk: 0.998 },
] as const;

/** What an arrow key and a page key move the threshold by, in depths (see `histogram.ts`). */
const thresholdSteps = { arrow: 0.05, page: 0.5 } as const;

/** What is known of a threshold. */
interface ThresholdFacts {
  /** Least risk that is flagged, 0..1. */
  readonly threshold: number;
  readonly flagged: number;
  readonly samples: number;
  /** How many ordinary samples risks were measured on, or null. */
  readonly ordinarySamples: number | null;
}

/** A risk with two significant digits of what is above it: 0.98713 becomes 0.987. */
export function roundRisk(risk: number): number {
  const above = Number((1 - risk).toPrecision(2));
  return Number((1 - above).toPrecision(12));
}

/**
 * The threshold at a depth of the axis: rounded, and on a named mark when it is near one.
 *
 * @param snap how near, in depths; 0 for not at all.
 */
export function thresholdAt(depth: number, deepest: number, snap: number): number {
  const within = Math.min(deepest, Math.max(0, depth));
  const mark = thresholdMarks.find(({ risk }) => Math.abs(depthOf(risk) - within) < snap);
  return mark?.risk ?? roundRisk(riskAt(within));
}

/** The threshold after a key, or null for a key that does not move it. */
export function thresholdAfter(key: string, threshold: number, deepest: number): number | null {
  const depth = Math.min(deepest, depthOf(threshold));
  const move = moves[key];
  return move === undefined ? null : thresholdAt(move(depth, deepest), deepest, 0);
}

const moves: Readonly<Record<string, (depth: number, deepest: number) => number>> = {
  ArrowRight: (depth) => depth + thresholdSteps.arrow,
  ArrowUp: (depth) => depth + thresholdSteps.arrow,
  ArrowLeft: (depth) => depth - thresholdSteps.arrow,
  ArrowDown: (depth) => depth - thresholdSteps.arrow,
  PageUp: (depth) => depth + thresholdSteps.page,
  PageDown: (depth) => depth - thresholdSteps.page,
  Home: () => 0,
  End: (_, deepest) => deepest,
};

/** `99 %`, `99.87 %`: a risk as the percentage of ordinary samples that are less risky. */
export function riskPercent(risk: number): string {
  return `${Number((100 * roundRisk(risk)).toPrecision(10))} %`;
}

/** What a threshold does, in one sentence without a full stop. */
export function thresholdWords(facts: ThresholdFacts): string {
  const { threshold, flagged, samples } = facts;
  const what =
    threshold <= 0
      ? 'flag all samples'
      : `flag samples riskier than ${riskPercent(threshold)} of ordinary samples`;
  return `${what}: ${whole(flagged)} of ${whole(samples)} lines; ${alarmWords(facts)}`;
}

/** `about 10 of 1,000 ordinary lines would be flagged (8 to 12.4, ...)`. */
function alarmWords({ threshold, ordinarySamples }: ThresholdFacts): string {
  const { expected, interval } = falseAlarms(threshold, ordinarySamples);
  const main = `about ${amount(expected)} of 1,000 ordinary lines would be flagged`;
  if (interval === null || ordinarySamples === null) return main;
  const [low, high] = interval;
  return `${main} (${amount(low)} to ${amount(high)}, as measured on ${whole(ordinarySamples)} ordinary samples)`;
}

/** A number of lines with two significant digits below 10. */
export function amount(value: number): string {
  return value >= 10 ? whole(value) : String(Number(value.toPrecision(2)));
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
