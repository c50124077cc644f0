import type { Calibration } from '../pack/pack.ts';
import type { MarkedSample, UnmarkedSample } from './marked-sample.ts';
import type { OrdinaryRows } from './ordinary-rows.ts';
import type { FeatureFigures } from './own-feature.ts';

/** What a feature is made from. */
export interface FitInput {
  /** In any order; of equal contents the last one counts. */
  readonly marks: readonly MarkedSample[];
  readonly ordinary: OrdinaryRows;
  /** The pack's features, to name the nearest: ids, and directions `[features, width]` of norm 1. */
  readonly known: { readonly ids: readonly string[]; readonly directions: Float32Array };
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
