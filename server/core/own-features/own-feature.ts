import type { Calibration } from '../pack/pack.ts';

/**
 * A feature that somebody made from marked samples, or brought from another tool: a direction in the whitened
 * space of one pack. A sample's closeness is the cosine of its `z` to it (docs/pack-format.md), its percentile the
 * share of ordinary samples that are farther. `feature-file.ts` keeps one in a file.
 */
export interface OwnFeature {
  /** Kebab-case, unique in its folder and apart from the pack's own ids; the name of its file. */
  readonly id: string;
  readonly title: string;
  /** What it is for, in the words of whoever made it; '' when they said nothing. */
  readonly why: string;
  /** Who made it; '' when unknown. */
  readonly who: string;
  /** When it was made or changed last, as an ISO 8601 date; '' when unknown. */
  readonly made: string;
  readonly pack: PackName;
  readonly method: FeatureMethod;
  /** `[width]`, of norm 1 up to the rounding of float32. */
  readonly direction: Float32Array;
  /** Sorted by content hash, each hash once; empty for a direction from another tool. */
  readonly examples: readonly FeatureExample[];
  readonly calibration: Calibration;
  /** What is known of it; null for a direction from another tool. */
  readonly figures: FeatureFigures | null;
  /** The least share of ordinary samples, 0..1, that a sample must be nearer than to be flagged. */
  readonly threshold: number;
  readonly severity: FeatureSeverity;
  /** Whether samples are flagged for it. */
  readonly enabled: boolean;
}

/** Which pack a direction belongs to: another pack has another space. */
export interface PackName {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
}

/**
 * How a direction was made: `shrunk-mean-difference` from marked samples (`make-direction.ts`), `imported` from a file of
 * another tool. Another method gets another name.
 */
export type FeatureMethod = 'shrunk-mean-difference' | 'imported';

export const featureSeverities = ['information', 'warning', 'error'] as const;
export type FeatureSeverity = (typeof featureSeverities)[number];

/** 'More like this' and 'not like this'. */
export type ExampleSign = 'positive' | 'negative';

/** A marked sample. Its text is never kept. */
export interface FeatureExample {
  readonly contentHash: string;
  readonly sign: ExampleSign;
  /** Why, in the words of whoever marked it; missing when they said nothing. */
  readonly note?: string | undefined;
}

/** A share or rate, 0..1, with the interval in which it lies in 95 of 100 cases. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How sure a feature is of what it says. Everything in it was measured on samples that the direction was made
 * without: see `fit-feature.ts`.
 */
export interface FeatureFigures {
  /** How many marked samples it was made from, equal contents once. */
  readonly positives: number;
  readonly negatives: number;
  /**
   * Leave-one-out: the probability (AUROC) that a marked sample lies nearer than an ordinary one. Null when that
   * cannot be said, because too few samples that differ are marked.
   */
  readonly separation: Estimate | null;
  /** The same against the samples that are marked 'not like this'. */
  readonly negativeSeparation: Estimate | null;
  /** Leave-one-out: the share of marked samples that are found at the feature's threshold. */
  readonly found: Estimate | null;
  /** Mean cosine of two marked samples, -1..1; null for fewer than two. */
  readonly agreement: number | null;
  /** Content hashes of marked samples that the others would not find, the farthest first. */
  readonly oddOnes: readonly string[];
  /** The pack's features whose directions are nearest, nearest first. */
  readonly nearest: readonly NearestFeature[];
  readonly topic: TopicFigures;
}

export interface NearestFeature {
  readonly id: string;
  /** Between the directions, -1..1. */
  readonly cosine: number;
}

/**
 * Whether the feature merely tells one topic, format or length from another. `topic.ts` says what each is compared
 * with and why.
 */
export interface TopicFigures {
  /** `passed`: it tells more than topic. `topic`: it does not seem to. `unknown`: there is nothing to compare with. */
  readonly verdict: 'passed' | 'topic' | 'unknown';
  /** The samples that the two figures below are measured against. */
  readonly against: 'negatives' | 'ordinary';
  /** Leave-one-out AUROC of the answers, and of the same construction on the prompts alone; 0..1. */
  readonly answers: number | null;
  readonly prompts: number | null;
  /** AUROC against the unmarked samples of the file whose prompts are the most similar; null without such. */
  readonly matched: Estimate | null;
  /** Spearman's rank correlation of closeness and length over the file's samples; null without them. */
  readonly length: number | null;
  /** AUROC of length alone, of marked against unmarked samples of the file; null without them. */
  readonly lengthAlone: number | null;
  /** Set when the marked samples share a format that few others of the file have. */
  readonly format: string | null;
}
