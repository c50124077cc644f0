import type { Pack } from '../../core/pack/pack.ts';
import type { ScoreOutcome } from '../../core/scoring/sample-score.ts';
import { Outcomes } from '../../scan/outcomes.ts';

/** What is known of samples, with the percentiles of one's own ordinary data: the same scores, read another way. */
export class JoinedOutcomes extends Outcomes {
  readonly #base: Outcomes;

  /** @param pack that of `base`, with other calibrations. */
  constructor(base: Outcomes, pack: Pack) {
    super(pack, {
      get: () => undefined,
      vectors: (hash) => base.vectors(hash),
      set: (hash, score) => base.set(hash, { kind: 'score', score }),
    });
    this.#base = base;
  }

  override get(contentHash: string): ScoreOutcome | undefined {
    return this.#base.get(contentHash);
  }

  override set(contentHash: string, outcome: ScoreOutcome): void {
    this.#base.set(contentHash, outcome);
  }

  override forgetFailures(): void {
    this.#base.forgetFailures();
  }
}
