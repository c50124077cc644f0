import { shareBelow } from '../scoring/calibration.ts';
import type { SampleVectors } from '../scoring/sample-vectors.ts';
import type { OwnFeature } from './own-feature.ts';
import { featureCosine } from './unit-rows.ts';

/** How near a sample is to a feature of one's own. */
export interface Nearness {
  /** -1..1. */
  readonly cosine: number;
  /** The share of ordinary samples that are farther, 0..1. */
  readonly share: number;
  /** Whether it is at or above the feature's threshold. */
  readonly reaches: boolean;
}

type Measured = Pick<OwnFeature, 'calibration' | 'threshold'>;

/** How near a sample is; every program gets the same bits. */
export function nearness(feature: OwnFeature, { answer }: SampleVectors): Nearness {
  return nearnessAt(feature, featureCosine(answer, feature.direction));
}

/** As `nearness`, of a sample whose cosine is known. */
export function nearnessAt({ calibration, threshold }: Measured, cosine: number): Nearness {
  const share = shareBelow(calibration, cosine);
  return { cosine, share, reaches: share >= threshold };
}

/** A cosine below which no sample reaches the threshold of a feature: of many, most need no closer look. */
export function leastCosine({ calibration, threshold }: Measured): number {
  const { cosines, shares } = calibration;
  const above = shares.findIndex((share) => share > threshold);
  const last = (above < 0 ? shares.length : above) - 1;
  return last < 0 ? -1 : (cosines[last] ?? -1);
}
