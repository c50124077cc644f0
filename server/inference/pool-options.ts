import type { ProbeResult } from './messages.ts';

export interface ScorerPoolOptions {
  readonly packFolder: string;
  /** Processes to run; 0 takes half of the processor cores. */
  readonly workers: number;
  /** The bundled `scorer.cjs`; by default the one beside the calling bundle. */
  readonly scorerPath?: string;
  /** The most tokens of trained text to score in one sample. */
  readonly maxTokens: number;
  /** Told one sentence at a time, never with a sample's text. */
  readonly log?: (message: string) => void;
}

export interface ScoreRequest {
  /** Aborting drops a waiting sample at once and a running one between two windows. */
  readonly signal?: AbortSignal;
  /** Higher goes first, 0 by default; a function is asked whenever a worker is free. */
  readonly priority?: number | (() => number);
}

export type PoolState = 'new' | 'starting' | 'ready' | 'failed' | 'disposed';

export interface PoolEvents {
  workerReady: [pid: number, probe: ProbeResult | null];
  /** A process ended by accident; its sample waits again or has been given up. */
  workerDied: [pid: number, reason: string];
  /** Nothing will be scored any more; one sentence for people says why. */
  failed: [message: string];
}
