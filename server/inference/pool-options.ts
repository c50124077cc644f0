/** How to run a pool. */
export interface ScorerPoolOptions {
  readonly packFolder: string;
  /** Processes to run; 0 takes half of the processor cores. */
  readonly workers: number;
  /** The bundled `scorer.cjs`; by default the one beside the calling bundle. */
  readonly scorerPath?: string;
  /** The most tokens of trained text to score in one sample. */
  readonly maxTokens: number;
  /**
   * How long a process may take from one sign of life to the next while it loads or scores, in ms; 5
   * minutes by default. One that is silent for longer hangs and is ended. A window takes seconds at most.
   */
  readonly patience?: number;
  /** Told one sentence at a time, never with a sample's text. */
  readonly log?: (message: string) => void;
}

/** How to score one sample. */
export interface ScoreRequest {
  /** Aborting drops a waiting sample at once and a running one between two windows. */
  readonly signal?: AbortSignal;
  /** Higher goes first, 0 by default. */
  readonly priority?: number;
  /** The most latents to tell the sample in; 0, the default, costs nothing. Needs a pack whose autoencoder fits. */
  readonly latents?: number;
  /** Whether the score comes with the sample's vectors, for comparing it with others. */
  readonly vectors?: boolean;
  /** Whether the score comes with what each token weighs. */
  readonly heat?: boolean;
}

/** `ready` as soon as one process is; `failed` and `disposed` are final. */
export type PoolState = 'new' | 'starting' | 'ready' | 'failed' | 'disposed';

/** What a pool emits. */
export interface PoolEvents {
  workerReady: [pid: number];
  /** A process ended by accident; its sample waits again or has been given up. */
  workerDied: [pid: number, reason: string];
  /** Nothing will be scored any more; one sentence for people says why. */
  failed: [message: string];
}
