import type { MapTarget } from './map-protocol.ts';
import type { ChoiceResult } from './map-work-protocol.ts';

/**
 * Features of one's own, one's own ordinary data, calibration and second opinions: what the extension and the
 * panel ask of the server. Features are files in `.latent-lint/features/` beside the data; every change is
 * written at once and can be undone.
 */

/** A share, 0..1, with the interval in which it lies in 95 of 100 cases. */
export interface EstimateView {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Request: the features that count for a file. */
export const ownFeaturesRequest = 'latentLint/ownFeatures';
export interface OwnFeaturesParams {
  readonly uri: string;
}
export interface OwnFeatures {
  readonly features: readonly OwnFeatureView[];
  /** The feature that marks go to; null when the next mark makes a new one. */
  readonly current: string | null;
  /** What the next undo takes back, in a few words ('marking line 12'); null when there is nothing. */
  readonly undo: string | null;
  /** Files that hold no feature that can be used, one sentence each. */
  readonly problems: readonly string[];
}
export interface OwnFeatureView {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly who: string;
  readonly made: string;
  readonly enabled: boolean;
  /** Least share of ordinary samples that a flagged sample is nearer than, 0..1. */
  readonly threshold: number;
  readonly severity: 'information' | 'warning' | 'error';
  /** Marked samples that are in the file now are named by id. */
  readonly examples: readonly OwnExampleView[];
  /** Leave-one-out AUROC of marked against ordinary samples; null when it cannot be said. */
  readonly separation: EstimateView | null;
  /** How sure the feature is, what it finds, what to beware of: sentences, the most important first. */
  readonly sentences: readonly string[];
  /** Those of them that warn. */
  readonly warnings: readonly string[];
  readonly nearest: readonly {
    readonly id: string;
    readonly title: string;
    readonly cosine: number;
  }[];
  /** Lines of the file at or above its threshold. */
  readonly flagged: number;
  /** Of cosines to it, in 40 equal bins from -1 to 1: the file's samples, and the share of ordinary ones. */
  readonly histogram: { readonly file: readonly number[]; readonly ordinary: readonly number[] };
  /** Lines of the file that are nearest, nearest first, at most 10. */
  readonly top: readonly OwnRanked[];
}
export interface OwnExampleView {
  readonly contentHash: string;
  readonly sign: 'positive' | 'negative';
  /** All lines of the file that hold it, from 0, ascending; none when the file does not. */
  readonly lines: readonly number[];
  /** The file's text; '' when no line holds it. */
  readonly excerpt: string;
  /** The other examples would not find it. */
  readonly odd: boolean;
}
export interface OwnRanked {
  readonly id: number;
  readonly uri: string;
  readonly line: number;
  readonly contentHash: string;
  readonly cosine: number;
  /** The percentage of ordinary samples that are farther, 0..100. */
  readonly percentile: number;
  /** The file's text. */
  readonly excerpt: string;
}

/**
 * A sample by its line (refused when the line holds another content); samples by their ids on the map; or all
 * samples on some lines (from 0) of a version of the file (refused when that is not the present one any more).
 * Lines without a sample are passed over, and the message says so.
 */
export type SampleChoice =
  | { readonly line: number; readonly contentHash: string }
  | { readonly ids: string }
  | { readonly lines: readonly number[]; readonly version: number };

/** Request: says of samples 'more like this' or 'not like this', or takes that back. */
export const markRequest = 'latentLint/mark';
export interface MarkParams {
  readonly uri: string;
  readonly samples: SampleChoice;
  readonly sign: 'positive' | 'negative' | 'none';
  /** Null: a new feature with this name. */
  readonly featureId: string | null;
  readonly name?: string;
}
export interface MarkResult extends ChoiceResult {
  /** The feature that the marks went to; null when nothing was done. */
  readonly featureId: string | null;
}

/** Request: changes a feature, or what marks go to. */
export const changeFeatureRequest = 'latentLint/changeFeature';
export interface ChangeFeatureParams {
  readonly uri: string;
  readonly featureId: string;
  readonly change:
    | { readonly kind: 'current' }
    | { readonly kind: 'remove' }
    | {
        readonly kind: 'set';
        readonly title?: string;
        readonly why?: string;
        readonly enabled?: boolean;
        readonly threshold?: number;
        readonly severity?: OwnFeatureView['severity'];
      };
}

/** Request: takes the last change of features back. */
export const undoFeatureRequest = 'latentLint/undoFeature';

/** Request: the unmarked samples that would teach a feature most, the best first. */
export const borderlineRequest = 'latentLint/borderline';
export interface BorderlineParams extends OwnFeaturesParams {
  readonly featureId: string;
  readonly count: number;
}
export interface Borderline {
  readonly samples: readonly OwnRanked[];
  /** Why there are none; null when there are some. */
  readonly message: string | null;
}

/** Request: brings a feature in from a file of another tool, or writes one for another tool. */
export const featureFileRequest = 'latentLint/featureFile';
export interface FeatureFileParams {
  readonly uri: string;
  readonly action: 'import' | 'export';
  /** A path on the server's machine, or `sae:17` to import a row of the pack's decoder. */
  readonly path: string;
  /** To export: which; to import: the name of the new feature. */
  readonly feature: string;
}

/** Request: one's own ordinary data for a file: what it is now, or more or none of it. */
export const ordinaryRequest = 'latentLint/ordinary';
export interface OrdinaryParams {
  readonly uri: string;
  readonly change:
    null | { readonly kind: 'add'; readonly paths: readonly string[] } | { readonly kind: 'clear' };
}
export interface OrdinaryView extends ChoiceResult {
  readonly files: readonly { readonly name: string; readonly samples: number }[];
  readonly samples: number;
  /** The reference in force, for the status bar: 'own data (150 lines) and the pack'. */
  readonly reference: string;
  /** False alarms in 1,000 of one's own ordinary lines at the pack's threshold, before and after; null without any. */
  readonly before: EstimateView | null;
  readonly after: EstimateView | null;
}

/** Request: what each threshold would cost and bring. */
export const calibrationRequest = 'latentLint/calibration';
export interface CalibrationParams extends MapTarget {
  /** `risk`, or a feature of the pack or one's own. */
  readonly featureId: string;
}
export interface CalibrationView {
  readonly rows: readonly CalibrationRow[];
  /** Threshold in force. */
  readonly threshold: number;
  /** 'Of the pack: 8,081 ordinary samples', …: what false alarms are counted on. */
  readonly reference: string;
  /** Where labels come from and how many there are: 'marks and the ignore list: 4 harmful, 12 fine'. */
  readonly labels: string;
  /** Flagged lines that are so for each feature alone: what switching it off would take away. */
  readonly withoutFeature: readonly {
    readonly id: string;
    readonly title: string;
    readonly flagged: number;
  }[];
}
export interface CalibrationRow {
  readonly threshold: number;
  readonly flagged: number;
  /** Share of ordinary samples that would be flagged. */
  readonly falseAlarms: EstimateView;
  /** On the labels; null without any that would tell. */
  readonly precision: EstimateView | null;
  readonly recall: EstimateView | null;
}

/**
 * Request: the keyword baseline and imported scores beside the risk. What is imported is kept by content in
 * `.latent-lint/scores/` beside the data, one file for each name.
 */
export const secondOpinionRequest = 'latentLint/secondOpinion';
export interface SecondOpinionParams extends MapTarget {
  /** A CSV or JSONL file of another tool's scores to import first; null for none. */
  readonly importPath: string | null;
  /** The name of imported scores to forget first: their file is removed. */
  readonly forget: string | null;
}
export interface SecondOpinion {
  readonly opinions: readonly Opinion[];
  /** What went wrong with what was to be done, in one sentence; null when nothing did. */
  readonly message: string | null;
  /** Kept files of scores that are of no use, one sentence each. */
  readonly problems: readonly string[];
}
export interface Opinion {
  /** `keywords`, or the name of an imported file. */
  readonly id: string;
  readonly title: string;
  /** Samples that it has a score for. */
  readonly samples: number;
  /** As the risk flags, and as the opinion does at the same share of samples. */
  readonly both: number;
  readonly geometryOnly: number;
  readonly opinionOnly: number;
  readonly neither: number;
  /** Spearman's rank correlation of the two scores, and Cohen's kappa of the two verdicts. */
  readonly correlation: EstimateView | null;
  readonly kappa: EstimateView | null;
  /** The findings that one sees and the other does not, the clearest first, at most 50 each. */
  readonly geometryOnlySamples: readonly OwnRanked[];
  readonly opinionOnlySamples: readonly OwnRanked[];
  /** One sentence: how its verdicts were made. */
  readonly message: string;
}

/** Notification, server to client: features, marks or ordinary data of these files have changed. */
export const ownFeaturesChangedNotification = 'latentLint/ownFeaturesChanged';
export interface OwnFeaturesChangedParams {
  readonly uris: readonly string[];
}
