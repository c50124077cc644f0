import type { ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';

/** What the scan needs of the scoring processes; `ScorerPool` is one. */
export interface Scorer {
  /**
   * Resolves to a score or to the reason why there is none. When `signal` is aborted the outcome no
   * longer matters to the caller, and the promise may reject. Higher priorities go first.
   */
  score(
    turns: readonly ScoredTurn[],
    options: {
      readonly signal: AbortSignal;
      readonly priority: number;
      /** The most latents to tell the sample in; what the scorer is set to without it. */
      readonly latents?: number;
      /** Whether to tell what each token weighs. */
      readonly heat?: boolean;
    },
  ): Promise<ScoreOutcome>;
}

/** In the order of scoring: what was just edited, what is on screen, the rest. */
export const ranks = ['edited', 'visible', 'rest'] as const;
export type Rank = (typeof ranks)[number];

/** The priority that the scorer is given for a rank. */
export const priorities: Readonly<Record<Rank, number>> = { edited: 2, visible: 1, rest: 0 };
