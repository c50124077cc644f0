import type { LayoutModel } from '../core/map/layout.ts';
import type { QualityOfMap } from '../core/map/map-quality.ts';
import type { Topics } from '../core/map/topics.ts';
import type { VectorTableParts } from '../core/map/vector-table.ts';
import type { AgreementTable } from '../core/exchange/agreement-table.ts';
import type { FitInput } from '../core/own-features/fit-feature.ts';
import type { FeatureFigures } from '../core/own-features/own-feature.ts';
import type { Calibrated } from '../core/own-features/ordinary-file.ts';
import type { OrdinaryScore } from '../core/own-features/recalibrate.ts';
import type { Pack } from '../core/pack/pack.ts';

/** What a job of each kind needs. `order` holds every row once, by content hash. */
export type ProjectionJob =
  /** Fits a layout, and places every row. */
  | {
      readonly kind: 'layout';
      readonly projection: 'pca' | 'umap';
      readonly vectors: VectorTableParts;
      readonly order: Uint32Array;
    }
  /** Places every row by a layout that there is. */
  | { readonly kind: 'place'; readonly model: LayoutModel; readonly vectors: VectorTableParts }
  /** How far a map may be trusted: on the whole, and at each row. `x` and `y` are [rows]. */
  | {
      readonly kind: 'quality';
      readonly vectors: VectorTableParts;
      readonly order: Uint32Array;
      readonly x: Float32Array;
      readonly y: Float32Array;
    }
  /** Clusters; `vectors` are those of the prompts. */
  | { readonly kind: 'topics'; readonly vectors: VectorTableParts; readonly order: Uint32Array }
  /** How sure a feature of one's own is. */
  | { readonly kind: 'figures'; readonly input: FitInput }
  /** The risk beside another opinion: `above` is how far each risk is above its threshold, [samples] both. */
  | { readonly kind: 'agreement'; readonly above: Float64Array; readonly opinion: Float64Array }
  /** Percentiles against one's own ordinary samples and the pack's. */
  | {
      readonly kind: 'recalibration';
      readonly pack: Pack;
      readonly own: readonly OrdinaryScore[];
      readonly thresholds: readonly number[];
    };

/** What a job of each kind gives. */
export interface ProjectionResults {
  readonly layout: LayoutResult;
  readonly place: Places;
  readonly quality: QualityResult;
  readonly topics: Topics;
  /** Null when no feature can be made of the marks. */
  readonly figures: FeatureFigures | null;
  readonly agreement: AgreementTable;
  readonly recalibration: Calibrated;
}
export type ResultOf<J extends ProjectionJob> = ProjectionResults[J['kind']];

/** [rows], about -1..1; NaN for missing rows. */
export interface Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
}
export interface LayoutResult extends Places {
  readonly model: LayoutModel;
}
export interface QualityResult {
  /** Null when there are too few samples. */
  readonly quality: QualityOfMap | null;
  /** [rows], 0..1; NaN for missing rows. */
  readonly fidelity: Float32Array;
}

/** From the thread; it gets one job as its first message. */
export type FromProjector<Result> =
  /** The share of the job that is done, 0..1. */
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: Result };
