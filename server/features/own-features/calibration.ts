import { firstAtLeast } from '../../core/first-at-least.ts';
import type { CancellationToken } from 'vscode-languageserver';
import { calibrationThresholds } from '../../core/own-features/calibration-thresholds.ts';
import {
  calibratedFalseAlarms,
  expectedRates,
  type LabelledShare,
} from '../../core/own-features/expected-rates.ts';
import { shareEstimate } from '../../core/own-features/estimate.ts';
import type { Calibrated } from '../../core/own-features/ordinary-file.ts';
import type { Estimate } from '../../core/own-features/own-feature.ts';
import { countText } from '../../core/wording.ts';
import type {
  CalibrationParams,
  CalibrationRow,
  CalibrationView,
} from '../../own-feature-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { FeatureContext } from '../context.ts';
import { RequestSlice } from '../map/slices.ts';
import { thresholdOf } from '../map/summary.ts';
import { outcomesOf } from '../outcomes-of.ts';
import { Labels, type LabelSource } from './labels.ts';
import { sharesOf, type Judged } from './shares.ts';
import { flaggedAlone } from './flagged-alone.ts';

/** What each threshold of the risk, or of a feature, would cost and bring in some files. */
export async function calibration(
  { uris, featureId }: CalibrationParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<CalibrationView> {
  const files = uris.flatMap((uri) => context.scanner.files.get(uri) ?? []);
  const [first] = files;
  if (first === undefined) return nothing('The file is not open any more.');
  const slice = new RequestSlice(token);
  const shares: number[] = [];
  const labelled: LabelledShare[] = [];
  const counts = new Map<string, number>();
  let judged: Judged | null = null;
  for (const file of files) {
    const found = await sharesOf(featureId, file, context, slice);
    if (found === null) continue;
    judged ??= found;
    const labels = new Labels(file, context, featureId);
    for (const [line, record] of found.lines.entries()) {
      const share = found.shares[line] ?? NaN;
      if (Number.isNaN(share)) continue;
      shares.push(share);
      const label = labels.of(record);
      if (label !== null) {
        labelled.push({ share, harmful: label.harmful });
        count(counts, `${label.source} ${label.harmful}`);
      }
      await slice.rest();
    }
  }
  if (judged === null) return nothing('There is no such feature, or the model is not loaded yet.');
  const threshold = judged.threshold ?? riskThreshold(first, context);
  const own =
    featureId === 'risk'
      ? (context.own.ordinary.inForce(context.own.shelf(first.uri)) ?? null)
      : null;
  return {
    rows: rowsFor(thresholdsFor(threshold, own), {
      shares: Float64Array.from(shares).sort(),
      labelled,
      own,
      ordinarySamples: judged.ordinarySamples,
    }),
    threshold,
    reference: referenceWords(own, judged, threshold),
    labels: labelWords(counts),
    withoutFeature: flaggedAlone(files, context),
  };
}

/** Of one's own ordinary data only what was counted is shown, and the threshold in force. */
function thresholdsFor(inForce: number, own: Calibrated | null): number[] {
  if (own === null) return calibrationThresholds(inForce);
  const counted = own.flagged.map(({ threshold }) => threshold);
  return [...new Set([...counted, inForce])].sort((a, b) => a - b);
}

interface Known {
  /** Ascending. */
  readonly shares: Float64Array;
  readonly labelled: readonly LabelledShare[];
  /** What one's own ordinary samples change; null when they do not count. */
  readonly own: Calibrated | null;
  readonly ordinarySamples: number;
}

function rowsFor(wanted: readonly number[], known: Known): CalibrationRow[] {
  const { shares, labelled, own, ordinarySamples } = known;
  return expectedRates(wanted, [], labelled).map((rates) => ({
    ...rates,
    flagged: shares.length - firstAtLeast(shares, rates.threshold),
    falseAlarms: falseAlarmsAt(rates.threshold, own, ordinarySamples),
    // Without labels of both kinds a precision would say nothing.
    precision: labelled.some(({ harmful }) => harmful) ? rates.precision : null,
  }));
}

/** Counted on one's own samples where they were, each by percentiles without it; else as the calibration says. */
function falseAlarmsAt(
  threshold: number,
  own: Calibrated | null,
  ordinarySamples: number,
): Estimate {
  const counted = own?.flagged.find((each) => each.threshold === threshold);
  if (own === null) return calibratedFalseAlarms(threshold, ordinarySamples);
  if (counted === undefined) return calibratedFalseAlarms(threshold, own.samples);
  return shareEstimate(counted.after, own.samples);
}

function riskThreshold(file: FileScan, context: FeatureContext): number {
  return thresholdOf(file, outcomesOf(file, context)?.pack ?? null, context).threshold;
}

function referenceWords(
  own: Calibrated | null,
  { ordinarySamples }: Judged,
  inForce: number,
): string {
  if (own === null) return `Of the pack: ${countText(ordinarySamples)} ordinary samples.`;
  const samples = countText(own.samples);
  const counted = `Your own ordinary data: ${samples} samples, each placed without its part of the data.`;
  if (own.flagged.some(({ threshold }) => threshold === inForce)) return counted;
  return `${counted} The threshold in force was chosen later, so its false alarms follow from the percentiles; add the data again to count them.`;
}

const sourceWords: Readonly<Record<LabelSource, string>> = {
  column: 'a column of the file',
  marks: 'marks',
  ignores: 'the ignore list',
};

function labelWords(counts: ReadonlyMap<string, number>): string {
  const parts = Object.entries(sourceWords).flatMap(([source, words]) => {
    const harmful = counts.get(`${source} true`) ?? 0;
    const fine = counts.get(`${source} false`) ?? 0;
    return harmful + fine === 0 ? [] : [`${words}: ${harmful} harmful, ${fine} fine`];
  });
  if (parts.length === 0) {
    return 'There are no labels, so nobody knows how many harmful samples a threshold finds: mark or ignore some samples.';
  }
  return `From ${parts.join('; ')}.`;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function nothing(message: string): CalibrationView {
  return { rows: [], threshold: 1, reference: message, labels: '', withoutFeature: [] };
}
