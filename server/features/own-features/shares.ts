import { nearnessAt } from '../../core/own-features/nearness.ts';
import { shareBelow } from '../../core/scoring/calibration.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import type { FeatureContext } from '../context.ts';
import type { RequestSlice } from '../map/slices.ts';
import { outcomesOf } from '../outcomes-of.ts';
import { cosinesByLine } from './ranked.ts';

/** How far the lines of a file are beyond ordinary samples, by the risk or by a feature. */
export interface Judged {
  readonly lines: readonly LineRecord[];
  /** By line: the share of ordinary samples that it is beyond, 0..1; NaN for a line without one. */
  readonly shares: Float64Array;
  /** The threshold in force of a feature of one's own; null: that of the risk. */
  readonly threshold: number | null;
  /** How many ordinary samples shares are known from. */
  readonly ordinarySamples: number;
}

const unknownSamples = 10_000;

/** Null when there is no such feature, or no pack. */
export async function sharesOf(
  featureId: string,
  file: FileScan,
  context: FeatureContext,
  slice: RequestSlice,
): Promise<Judged | null> {
  const outcomes = outcomesOf(file, context);
  if (outcomes === undefined) return null;
  const { pack } = outcomes;
  if (featureId === 'risk') {
    const { lines } = file;
    const shares = Float64Array.from(lines, ({ risk }) => risk);
    const ordinarySamples = pack.risk.calibration.samples ?? unknownSamples;
    return { lines, shares, threshold: null, ordinarySamples };
  }
  const at = pack.features.findIndex(({ id }) => id === featureId);
  return at < 0 ? ofOwn(featureId, file, context) : ofPack(at, file, outcomes, slice);
}

async function ofOwn(
  featureId: string,
  file: FileScan,
  { own }: FeatureContext,
): Promise<Judged | null> {
  const feature = own.shelf(file.uri)?.find(featureId) ?? null;
  const ranking = feature && (await own.rank(file));
  if (feature === null || ranking === null) return null;
  const shares = cosinesByLine(ranking, feature).map((cosine) =>
    Number.isNaN(cosine) ? NaN : nearnessAt(feature, cosine).share,
  );
  const { lines } = ranking;
  const ordinarySamples = feature.calibration.samples ?? unknownSamples;
  return { lines, shares, threshold: feature.threshold, ordinarySamples };
}

async function ofPack(
  at: number,
  { lines }: FileScan,
  outcomes: Outcomes,
  slice: RequestSlice,
): Promise<Judged | null> {
  const calibration = outcomes.pack.features[at]?.calibration;
  if (calibration === undefined) return null;
  const shares = new Float64Array(lines.length).fill(NaN);
  for (const [line, { summary, risk }] of lines.entries()) {
    if (summary?.kind !== 'sample' || Number.isNaN(risk)) continue;
    const outcome = outcomes.get(summary.hash);
    if (outcome?.kind !== 'score') continue;
    shares[line] = shareBelow(calibration, outcome.score.featureCosines[at] ?? -1);
    await slice.rest();
  }
  const ordinarySamples = calibration.samples ?? unknownSamples;
  return { lines, shares, threshold: null, ordinarySamples };
}
