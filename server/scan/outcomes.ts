import { riskOf } from '../core/scoring/assessment.ts';
import type { Pack } from '../core/pack/pack.ts';
import type { SampleVectors } from '../core/scoring/sample-vectors.ts';
import type { SampleScore, ScoreFailure, ScoreOutcome } from '../core/scoring/sample-score.ts';

/** What the scan needs of the score store. */
export interface KnownScores {
  get(contentHash: string): SampleScore | undefined;
  vectors(contentHash: string): SampleVectors | undefined;
  set(contentHash: string, score: SampleScore): void;
}

/** Index of the feature that a sample lies nearest to, the first of equally near ones; -1 without a score. */
export function nearestFeature(outcome: ScoreOutcome): number {
  if (outcome.kind === 'failure') return -1;
  const cosines = outcome.score.featureCosines;
  let nearest = cosines.length > 0 ? 0 : -1;
  for (let index = 1; index < cosines.length; index += 1) {
    if ((cosines[index] ?? -1) > (cosines[nearest] ?? -1)) nearest = index;
  }
  return nearest;
}

/** Everything known about samples with one pack: stored scores, and the failures of this session. */
export class Outcomes {
  readonly pack: Pack;
  readonly #scores: KnownScores;
  readonly #failures = new Map<string, ScoreFailure>();

  constructor(pack: Pack, scores: KnownScores) {
    this.pack = pack;
    this.#scores = scores;
  }

  get(contentHash: string): ScoreOutcome | undefined {
    const score = this.#scores.get(contentHash);
    if (score !== undefined) return { kind: 'score', score };
    const failure = this.#failures.get(contentHash);
    return failure && { kind: 'failure', failure };
  }

  /** Where a scored sample lies; undefined while it is not known. Not to be changed. */
  vectors(contentHash: string): SampleVectors | undefined {
    return this.#scores.vectors(contentHash);
  }

  set(contentHash: string, outcome: ScoreOutcome): void {
    if (outcome.kind === 'score') this.#scores.set(contentHash, outcome.score);
    else this.#failures.set(contentHash, outcome.failure);
  }

  /** The risk that a line with this outcome has, 0..1; NaN when it has none. */
  risk(outcome: ScoreOutcome): number {
    if (outcome.kind === 'failure' || outcome.score.basis !== 'trained') return NaN;
    return riskOf(outcome.score, this.pack);
  }

  /** Lets failed samples be tried again. */
  forgetFailures(): void {
    this.#failures.clear();
  }
}
