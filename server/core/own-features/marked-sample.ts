import type { SampleVectors } from '../scoring/sample-vectors.ts';
import type { FeatureExample } from './own-feature.ts';

/** A marked sample with all that is needed of it to make a feature. */
export interface MarkedSample extends FeatureExample {
  readonly vectors: SampleVectors;
  /** Tokens of the whole sample, and the training format of its line; missing when nobody asks about topics. */
  readonly tokens?: number;
  readonly format?: string;
}

/** A sample of the file that nobody marked, to tell topic from what is meant. */
export interface UnmarkedSample {
  readonly contentHash: string;
  readonly vectors: SampleVectors;
  readonly tokens: number;
  readonly format: string;
}
