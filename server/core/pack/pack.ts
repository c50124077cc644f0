import type { ScoredTurn } from '../scoring/sample-score.ts';

/** How cosines to one direction are distributed over ordinary samples; see docs/pack-format.md. */
export interface Calibration {
  /** Strictly ascending, -1..1. */
  readonly cosines: readonly number[];
  /** Share of ordinary samples below each cosine, strictly ascending, 0..1. */
  readonly shares: readonly number[];
  /** Mean excess of ordinary samples over the last cosine, > 0. */
  readonly tailScale: number;
  /** How many ordinary samples it was measured on; older packs do not say. */
  readonly samples?: number | undefined;
}

/** A harmful feature: one direction and how far ordinary text lies from it. */
export interface Feature {
  /** Kebab-case, stable; also the name of its page in docs/features/. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly calibration: Calibration;
}

/** A sample with the risk cosine that the pack's builder computed, to compare a machine's arithmetic with. */
interface Probe {
  readonly turns: readonly ScoredTurn[];
  readonly riskCosine: number;
}

/** What `pack.json` records of another file. */
export interface FileRecord {
  readonly sha256: string;
  readonly size: number;
}

/** A pack's sparse autoencoder: what tells a sample in latents. It has no part in the risk. */
export interface AutoencoderRecord {
  /** Number of latents. */
  readonly latents: number;
  /** Of the residual stream that it was trained on. */
  readonly layer: number;
  readonly width: number;
  /** sha256 of the `trunk.onnx` whose residual stream it was trained on. */
  readonly trunkSha256: string;
  readonly files: Readonly<Record<'sae.onnx' | 'latents.json', FileRecord>> & {
    /** The directions of the latents; only imports of one need it. */
    readonly 'sae.safetensors'?: FileRecord | undefined;
  };
}

/** What `pack.json` says of `ordinary.safetensors`: ordinary samples as they are scored. */
export interface OrdinaryRecord {
  /** Number of rows. */
  readonly samples: number;
  /** Names of the sources that the tensor `source` counts. */
  readonly sources: readonly string[];
  readonly file: FileRecord;
}

/** A pack's `pack.json`, checked; `parse-pack.ts` makes one from unknown data. */
export interface Pack {
  /** sha256 of the bytes of `pack.json`, in hex; stands for the whole pack. */
  readonly hash: string;
  readonly name: string;
  readonly version: string;
  readonly model: { readonly name: string; readonly source: string; readonly licence: string };
  readonly layer: number;
  readonly width: number;
  readonly rendering: {
    readonly turnStart: string;
    readonly turnEnd: string;
    readonly separator: string;
  };
  readonly window: { readonly tokens: number; readonly context: number };
  readonly risk: {
    readonly calibration: Calibration;
    /** Risks, 0..1, from which on a sample is flagged, and flagged as an error. */
    readonly thresholds: { readonly warning: number; readonly error: number };
  };
  readonly features: readonly Feature[];
  /** How much a sentence's length counts when the one that carries the risk is chosen. */
  readonly highlight: { readonly lengthWeight: number };
  readonly probe: Probe | null;
  readonly files: Readonly<
    Record<'trunk.onnx' | 'tokenizer.json' | 'features.safetensors', FileRecord>
  >;
  /** Whether it fits the pack is said by `whyNoLatents`. */
  readonly sae?: AutoencoderRecord | undefined;
  /** What features of one's own are compared with; older packs have none. */
  readonly ordinary?: OrdinaryRecord | undefined;
  /** `keywords.json`: a classifier of words, as a second opinion; older packs have none. */
  readonly keywords?: { readonly file: FileRecord } | undefined;
}
