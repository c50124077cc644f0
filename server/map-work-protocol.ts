import type { MapTarget } from './map-protocol.ts';

/**
 * What the geometry panel asks of the server beyond looking: estimates, the graph of directions, edits and
 * choices. Numbers of many samples travel as in `map-protocol.ts`.
 */

/** Request: what removing samples would change, as a first-order estimate. */
export const mapWhatIfRequest = 'latentLint/mapWhatIf';
export interface MapWhatIfParams extends MapTarget {
  /** u32 in base64; null takes the riskiest share. */
  readonly ids: string | null;
  /** 0..1. */
  readonly riskiestShare: number;
}
export interface MapWhatIf {
  readonly removed: number;
  readonly samples: number;
  readonly removedTokens: number;
  readonly tokens: number;
  /** Draws of as many samples at random. */
  readonly draws: number;
  /** First the overall risk (id `risk`), then each feature. */
  readonly drift: readonly MapDrift[];
  readonly lost: readonly MapLoss[];
}
/** Mean cosine over samples, each weighted by its trained tokens. */
export interface MapDrift {
  readonly id: string;
  readonly title: string;
  readonly now: number;
  readonly after: number;
  /** After removing as many at random: mean, and the middle 95 % of the draws. */
  readonly random: readonly [mean: number, low: number, high: number];
}
export interface MapLoss {
  readonly kind: 'topic' | 'format';
  readonly name: string;
  readonly samples: number;
  readonly removed: number;
}

/** Request: features and latents as a graph whose edges are cosines of their directions. */
export const mapSuperpositionRequest = 'latentLint/mapSuperposition';
export interface MapSuperpositionParams {
  /** The sample whose latents are shown in any case, if it is on the map. */
  readonly sample: { readonly uri: string; readonly id: number } | null;
}
export interface MapSuperposition {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** Why there are no latents, in one sentence; null when there are some. */
  readonly message: string | null;
}
export interface MapNode {
  /** A feature's id, or `latent:17`. */
  readonly id: string;
  readonly kind: 'feature' | 'latent';
  /** A latent's name may quote text that the pack was built from. */
  readonly title: string;
  /** Of a latent: paired t of its activation in harmful minus aligned answers; large is selective for harm. */
  readonly harm: number | null;
  /** Of a latent: the share of ordinary tokens at which it is active. */
  readonly firingRate: number | null;
  /** How active the sample makes a latent, or its cosine to a feature; null without a sample. */
  readonly fed: number | null;
}
export interface MapEdge {
  readonly from: string;
  readonly to: string;
  /** -1..1; edges near 0 are left out. */
  readonly cosine: number;
}

/** Request: does something to samples, as one checked edit. Refused when one of the lines has changed. */
export const mapActRequest = 'latentLint/mapAct';
export interface MapActParams {
  readonly uris: readonly string[];
  /** u32 in base64. */
  readonly ids: string;
  readonly action: 'remove' | 'quarantine' | 'weightZero' | 'ignore' | 'stopIgnoring';
  /** For `ignore`: why. */
  readonly reason?: string;
}
/** As `ActionResult` of `protocol.ts`. */
export interface MapActResult {
  readonly done: boolean;
  readonly message: string;
  /** Addresses of quarantine files that were written to. */
  readonly quarantine?: readonly string[];
}

/** Request: the lines of samples, as they are in the file, or a table of what is known of them. */
export const mapExportRequest = 'latentLint/mapExport';
export interface MapExportParams extends MapTarget {
  /** u32 in base64. */
  readonly ids: string;
  readonly format: 'jsonl' | 'csv';
}
export interface MapExport {
  readonly text: string;
}

/**
 * Request: the least risk that is flagged in a file, 0..1, or null for that of the settings. It is kept in
 * `.latent-lint/settings.json` of the file's folder and counts for editor and command line.
 */
export const fileThresholdRequest = 'latentLint/fileThreshold';
export interface FileThresholdParams {
  readonly uri: string;
  readonly risk: number | null;
}

/** Request: whether samples that lie nearest to a feature are flagged; kept beside the file's threshold. */
export const featureChoiceRequest = 'latentLint/featureChoice';
export interface FeatureChoiceParams {
  readonly uri: string;
  readonly featureId: string;
  readonly enabled: boolean;
}
export interface ChoiceResult {
  readonly done: boolean;
  /** One sentence for people. */
  readonly message: string;
}
