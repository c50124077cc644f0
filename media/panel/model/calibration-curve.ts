import type {
  CalibrationRow,
  EstimateView,
  OrdinaryView,
} from '../../../server/own-feature-protocol.ts';
import { depthOf } from './histogram.ts';
import { estimateText, perThousandText } from './own-words.ts';
import { riskPercent, whole } from './threshold-text.ts';

/** Fewer false alarms than this in 1,000 lines are drawn at the bottom. */
const least = 0.1;

/** Where so many of 1,000 lines are on the picture's height, 0..1: by their logarithm, from 0.1 to 1,000. */
export function levelOf(perThousand: number): number {
  if (!(perThousand > least)) return 0;
  return Math.min(1, Math.log10(perThousand / least) / Math.log10(1000 / least));
}

/** Counts of 1,000 that have a line and a label. */
export const levels = [0.1, 1, 10, 100, 1000] as const;

/**
 * What a threshold costs and brings: that of its row, or between two rows in proportion to the depth of the
 * threshold (see `histogram.ts`); beyond the first and the last row theirs. Null without rows.
 */
export function factsAt(rows: readonly CalibrationRow[], threshold: number): CalibrationRow | null {
  const sorted = [...rows].sort((one, other) => one.threshold - other.threshold);
  const right = sorted.findIndex((row) => row.threshold >= threshold - 1e-9);
  const [above, below] = right < 0 ? [sorted.at(-1)] : [sorted[right], sorted[right - 1]];
  if (above === undefined) return null;
  if (below === undefined || above.threshold - threshold <= 1e-9) return above;
  const [from, to] = [depthOf(below.threshold), depthOf(above.threshold)];
  const share = Number.isFinite(to) ? (depthOf(threshold) - from) / (to - from) : 0;
  return {
    threshold,
    flagged: Math.round(below.flagged + share * (above.flagged - below.flagged)),
    falseAlarms: between(below.falseAlarms, above.falseAlarms, share),
    precision: betweenKnown(below.precision, above.precision, share),
    recall: betweenKnown(below.recall, above.recall, share),
  };
}

/** What a threshold costs and brings, in sentences. */
export function factsWords(facts: CalibrationRow, samples: number): string {
  const { threshold, flagged, falseAlarms, precision, recall } = facts;
  const labels = labelWords(precision, recall);
  return (
    `At ${riskPercent(threshold)}, ${whole(flagged)} of ${whole(samples)} lines are flagged, and of ` +
    `1,000 ordinary lines about ${perThousandText(falseAlarms)} would be.${labels}`
  );
}

function labelWords(precision: EstimateView | null, recall: EstimateView | null): string {
  const parts = [
    ...(precision === null ? [] : [`precision is ${estimateText(precision)}`]),
    ...(recall === null ? [] : [`recall is ${estimateText(recall)}`]),
  ];
  return parts.length === 0 ? '' : ` On your labels, ${parts.join(' and ')}.`;
}

/** The row in force: the last one whose threshold is not above it; -1 when all are. */
export function rowInForce(rows: readonly CalibrationRow[], threshold: number): number {
  return rows.findLastIndex((row) => row.threshold <= threshold + 1e-9);
}

/** What one's own ordinary data changes, in one sentence; null when that is not known. */
export function ordinaryWords({
  before,
  after,
}: Pick<OrdinaryView, 'before' | 'after'>): string | null {
  if (before === null || after === null) return null;
  const were = perThousandText(before);
  const are = perThousandText(after);
  return `Of 1,000 of your own ordinary lines, about ${were} would be flagged by the bundled reference alone, and about ${are} now.`;
}

function between(one: EstimateView, other: EstimateView, share: number): EstimateView {
  const mix = (from: number, to: number) => from + share * (to - from);
  return {
    value: mix(one.value, other.value),
    low: mix(one.low, other.low),
    high: mix(one.high, other.high),
  };
}

function betweenKnown(
  one: EstimateView | null,
  other: EstimateView | null,
  share: number,
): EstimateView | null {
  return one === null || other === null ? null : between(one, other, share);
}
