import type { Calibration, Pack } from '../pack/pack.ts';
import { shareBelow } from '../scoring/calibration.ts';
import { calibrate } from './calibrate.ts';

/** A sample that somebody knows to be fine, as it was scored. */
export interface OrdinaryScore {
  readonly contentHash: string;
  readonly riskCosine: number;
  /** In the order of the pack's features. */
  readonly featureCosines: readonly number[];
}

/** How ordinary samples lie, the pack's and one's own together. */
export interface Recalibration {
  readonly risk: Calibration;
  /** In the order of the pack's features. */
  readonly features: readonly Calibration[];
  /**
   * For each own sample, in the order of content hashes, the share of ordinary ones below its risk, 0..1: by the pack
   * alone, and with the own samples of the other parts.
   */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * As so many own samples the pack's count, so that 200 own ones count as much as all of the pack's. Measured with 150
 * own rows (docs/quality.md): more weight on them finds more and flags more ordinary lines; joining them to mean and
 * covariance too brings nothing.
 */
const packCounts = 200;
/** Fewer are refused: they say nothing about a share of one in a hundred. */
export const leastOwn = 20;
/** More would add little and take long. */
export const mostOrdinary = 20_000;
/** Own samples are placed by calibrations that were made without their part. */
const parts = 5;
/** Points that stand for the pack's samples. */
const packPoints = 1000;

/**
 * Percentiles against one's own ordinary samples and the pack's.
 * @param own at least `leastOwn`, each content once.
 */
export function recalibrate(pack: Pack, own: readonly OrdinaryScore[]): Recalibration {
  const sorted = [...own].sort((a, b) => (a.contentHash < b.contentHash ? -1 : 1));
  const { calibration } = pack.risk;
  const risks = sorted.map(({ riskCosine }) => riskCosine);
  const partOf = sorted.map(
    ({ contentHash }) => Number.parseInt(contentHash.slice(0, 8), 16) % parts,
  );
  const without = Array.from({ length: parts }, (_, part) =>
    joined(
      calibration,
      risks.filter((_cosine, at) => partOf[at] !== part),
    ),
  );
  return {
    risk: joined(calibration, risks),
    features: pack.features.map((feature, k) =>
      joined(
        feature.calibration,
        sorted.map(({ featureCosines }) => featureCosines[k] ?? 0),
      ),
    ),
    before: risks.map((cosine) => shareBelow(calibration, cosine)),
    after: risks.map((cosine, at) => shareBelow(without[partOf[at] ?? 0] ?? calibration, cosine)),
  };
}

/** The pack with other percentiles; everything else of it stays, also its hash: scores are the same. */
export function withCalibrations(
  pack: Pack,
  { risk, features }: Pick<Recalibration, 'risk' | 'features'>,
): Pack {
  return {
    ...pack,
    risk: { ...pack.risk, calibration: risk },
    features: pack.features.map((feature, k) => ({
      ...feature,
      calibration: features[k] ?? feature.calibration,
    })),
  };
}

function joined(pack: Calibration, own: readonly number[]): Calibration {
  const points = Array.from({ length: packPoints }, (_, k) =>
    cosineAt(pack, (k + 0.5) / packPoints),
  );
  const weights = [...points.map(() => packCounts / packPoints), ...own.map(() => 1)];
  return calibrate([...points, ...own], weights);
}

/** The cosine that a share of ordinary samples lies below: the inverse of `shareBelow`. */
export function cosineAt({ cosines, shares, tailScale }: Calibration, share: number): number {
  const last = shares.length - 1;
  const lastShare = shares[last] ?? 1;
  if (share >= lastShare) {
    return (cosines[last] ?? 1) - tailScale * Math.log((1 - share) / (1 - lastShare));
  }
  const right = shares.findIndex((each) => each > share);
  const [high = 1, to = 1] = [shares[right], cosines[right]];
  const [low, from] = right === 0 ? [0, -1] : [shares[right - 1] ?? 0, cosines[right - 1] ?? -1];
  return from + ((to - from) * (share - low)) / (high - low);
}
