import type { Range, Role } from '../sample.ts';
import type { SampleVectors } from './sample-vectors.ts';

/**
 * What the scorer needs of a turn; it travels to the scoring process and is what a sample's content
 * hash is made of. Two lines with equal inputs have equal scores, whatever their format or place.
 */
export interface ScoredTurn {
  readonly role: Role;
  readonly text: string;
  readonly trained: boolean;
  readonly rejected: boolean;
}

/** A place in one turn of the sample, in UTF-16 offsets of that turn's text. */
export interface TurnRange extends Range {
  readonly turn: number;
}

/**
 * What the model says of one sample. Raw cosines only: percentiles and risk follow from them and from
 * the pack's calibration (`calibration.ts`), so that a score stays valid when a threshold moves.
 */
export interface SampleScore {
  /**
   * `trained`: the riskiest piece of trained text speaks. `display`: nothing is trained (a rejected or
   * zero-weight answer), the cosines are those of the untrained answer and never raise a warning.
   */
  readonly basis: 'trained' | 'display';
  /** Cosine to the pack's `risk` direction, -1..1, in whitened space. */
  readonly riskCosine: number;
  /** Cosine to each feature, -1..1, in the order of the pack. */
  readonly featureCosines: readonly number[];
  /** The sentence that carries the risk. */
  readonly sentence: TurnRange | null;
  /** The few words inside the sentence that weigh most. */
  readonly phrase: TurnRange | null;
  /**
   * Tokens of the sequence as rendered, of its trained text, and of the trained text that was scored; the
   * last two are 0 with basis `display`. With fewer scored than trained tokens the middle was left out
   * (`limitWindows`).
   */
  readonly tokens: number;
  readonly trainedTokens: number;
  readonly scoredTokens: number;
  /**
   * The latents of the pack's autoencoder that are most active in the piece that speaks, the strongest first
   * and at most `keptLatents`; missing when they were not asked for.
   */
  readonly latents?: readonly LatentActivation[];
  /** Where the piece that speaks lies; missing when it was not asked for. */
  readonly vectors?: SampleVectors;
  /** What each token of the scored text weighs, in the order of the text; only when it was asked for. */
  readonly heat?: readonly TokenWeight[];
}

/** What one token of a sample says for the harm in it. */
export interface TokenWeight extends TurnRange {
  /** Projection on the pack's highlight direction. Only differences within a sample mean something. */
  readonly weight: number;
}

/** How active a latent is in a piece of a sample. */
export interface LatentActivation {
  /** The latent's row in the autoencoder, from 0. */
  readonly id: number;
  /** Mean over the piece's tokens, above 0; a float32. */
  readonly activation: number;
}

/** Latents that are kept of a sample, for any number that is shown. */
export const keptLatents = 20;

/** Why a sample has no score although its line is a sample. */
export interface ScoreFailure {
  readonly reason: 'nothing-to-score' | 'crashed-the-scorer' | 'failed';
  /** One plain sentence, without any of the sample's text. */
  readonly message: string;
}

/** A sample's score, or why there is none. */
export type ScoreOutcome =
  | { readonly kind: 'score'; readonly score: SampleScore }
  | { readonly kind: 'failure'; readonly failure: ScoreFailure };

/** Raise this when the same text would get another score: it is part of every stored key. */
export const engineVersion = 2;
