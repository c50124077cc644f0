/** A feature of one's own that a sample is flagged for. */
export interface OwnFlag {
  readonly id: string;
  readonly title: string;
  readonly severity: 'information' | 'warning' | 'error';
  /** To the feature, -1..1. */
  readonly cosine: number;
  /** The share of ordinary samples that are farther, 0..1, and how many it was measured on. */
  readonly share: number;
  readonly ordinarySamples: number | undefined;
}

/** What most lines have. */
export const noFlags: readonly OwnFlag[] = [];

/** Says for which features of one's own a sample is flagged, the nearest first. */
export interface OwnJudge {
  flags(contentHash: string): readonly OwnFlag[];
}
