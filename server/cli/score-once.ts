import type { SampleScore, ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';

/** Where scores are looked up before the model runs, and kept afterwards. */
export interface Scores {
  get(hash: string): SampleScore | undefined;
  set(hash: string, score: SampleScore): void;
}

/** Scores kept for this run only: the latest 200,000 distinct samples. */
export class RecentScores implements Scores {
  readonly #scores = new Map<string, SampleScore>();
  readonly #limit: number;

  constructor(limit = 200_000) {
    this.#limit = limit;
  }

  get(hash: string): SampleScore | undefined {
    return this.#scores.get(hash);
  }

  set(hash: string, score: SampleScore): void {
    this.#scores.set(hash, score);
    if (this.#scores.size <= this.#limit) return;
    for (const oldest of this.#scores.keys()) {
      this.#scores.delete(oldest);
      return;
    }
  }
}

export type ScoreSample = (hash: string, turns: readonly ScoredTurn[]) => Promise<ScoreOutcome>;

/** Scores each content once: from `scores` if it is there, together with equal lines that are on their way. */
export function scoreOnce(
  scores: Scores,
  run: (turns: readonly ScoredTurn[]) => Promise<ScoreOutcome>,
): ScoreSample {
  const running = new Map<string, Promise<ScoreOutcome>>();
  return async (hash, turns) => {
    const known = scores.get(hash);
    if (known !== undefined) return { kind: 'score', score: known };
    const waiting = running.get(hash);
    if (waiting !== undefined) return waiting;
    const outcome = run(turns);
    running.set(hash, outcome);
    try {
      const settled = await outcome;
      if (settled.kind === 'score') scores.set(hash, settled.score);
      return settled;
    } finally {
      running.delete(hash);
    }
  };
}
