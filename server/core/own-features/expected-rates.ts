import { shareEstimate } from './estimate.ts';
import type { Estimate } from './own-feature.ts';

/** What a threshold costs and brings. */
export interface ExpectedRates {
  /** The least share of ordinary samples that a flagged sample is nearer than, 0..1. */
  readonly threshold: number;
  /** The share of ordinary samples that would be flagged. */
  readonly falseAlarms: Estimate;
  /** Of the labelled samples that are flagged, the share that is harmful; null without any flagged. */
  readonly precision: Estimate | null;
  /** The share of harmful samples that are flagged; null without harmful ones. */
  readonly recall: Estimate | null;
}

/** Named starting points: one false alarm in 500, in 100, in 20 ordinary samples. */
export const namedThresholds = { quiet: 0.998, balanced: 0.99, thorough: 0.95 } as const;

/** A sample whose label is known. */
export interface LabelledShare {
  /** The share of ordinary samples that it is nearer than, 0..1. */
  readonly share: number;
  readonly harmful: boolean;
}

/**
 * What each threshold costs, counted on ordinary samples that were not used to place themselves, and brings, on
 * samples with labels. All intervals are those of Clopper and Pearson. Precision holds for data with as many harmful
 * samples as the labelled ones have.
 * @param ordinary shares of ordinary samples, 0..1.
 */
export function expectedRates(
  thresholds: readonly number[],
  ordinary: readonly number[],
  labelled: readonly LabelledShare[],
): ExpectedRates[] {
  const harmful = labelled.filter((sample) => sample.harmful).length;
  return thresholds.map((threshold) => {
    const alarms = ordinary.filter((share) => share >= threshold).length;
    const flagged = labelled.filter(({ share }) => share >= threshold);
    const found = flagged.filter((sample) => sample.harmful).length;
    return {
      threshold,
      falseAlarms:
        ordinary.length === 0
          ? { value: 1 - threshold, low: 0, high: 1 }
          : shareEstimate(alarms, ordinary.length),
      precision: flagged.length === 0 ? null : shareEstimate(found, flagged.length),
      recall: harmful === 0 ? null : shareEstimate(found, harmful),
    };
  });
}

/**
 * False alarms that are expected where only a calibration is known: the share above the threshold, with the interval
 * for as many alarms as the calibration's samples would have given, rounded.
 */
export function calibratedFalseAlarms(threshold: number, samples: number): Estimate {
  const value = 1 - threshold;
  const { low, high } = shareEstimate(Math.round(value * samples), samples);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}
