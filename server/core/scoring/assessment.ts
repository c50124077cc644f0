import type { Pack } from '../pack/pack.ts';
import { shareBelow } from './calibration.ts';
import type { SampleScore } from './sample-score.ts';

/** How near a sample is to one feature. */
export interface NearFeature {
  readonly id: string;
  readonly title: string;
  /** In whitened space, -1..1. */
  readonly cosine: number;
  /** The percentage of ordinary samples that are farther from the feature, 0..100. */
  readonly percentile: number;
}

/** What a score means with a pack's calibration. */
export interface Assessment {
  /**
   * The share of ordinary samples that are less risky, 0..1. 0 with basis `display`: text that nothing is
   * trained on bears no risk.
   */
  readonly risk: number;
  /** All features of the pack, the nearest (by cosine) first; equally near ones in the pack's order. */
  readonly features: readonly NearFeature[];
  readonly basis: SampleScore['basis'];
}

/** The sample's risk alone, 0..1; see `Assessment`. */
export function riskOf(score: SampleScore, pack: Pack): number {
  if (score.basis === 'display') return 0;
  return shareBelow(pack.risk.calibration, score.riskCosine);
}

/** Reads a score with the pack that made it. */
export function assess(score: SampleScore, pack: Pack): Assessment {
  const features = pack.features.map(({ id, title, calibration }, index) => {
    const cosine = score.featureCosines[index] ?? 0;
    return { id, title, cosine, percentile: 100 * shareBelow(calibration, cosine) };
  });
  // The sort is stable, so ties keep the order of the pack.
  features.sort((a, b) => b.cosine - a.cosine);
  return { risk: riskOf(score, pack), features, basis: score.basis };
}
