import type { UnitRows } from './unit-rows.ts';

/** Where the pack's ordinary samples lie: what a feature is calibrated and compared with. */
export interface OrdinaryRows {
  /** Their answers, `z` by its norm. */
  readonly answers: UnitRows;
  /** The standardised prompts of those that have one, by their norms. */
  readonly prompts: UnitRows;
  /** `[answers.count]`: what each counts in the calibration; all above 0. */
  readonly weights: Float64Array;
}
