import { ownReferenceCosines, type OwnReference } from '../../core/own-features/own-reference.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { ScoreOutcome } from '../../core/scoring/sample-score.ts';
import type { SampleVectors } from '../../core/scoring/sample-vectors.ts';
import { Outcomes } from '../../scan/outcomes.ts';

/**
 * What is known of samples where one's own ordinary data joined the pack's reference: the same scores, with the
 * cosines and percentiles of that reference.
 */
export class JoinedOutcomes extends Outcomes {
  readonly #base: Outcomes;
  readonly #reference: OwnReference;
  /** By content hash: the risk, then the features. */
  readonly #cosines = new Map<string, readonly number[]>();

  constructor(base: Outcomes, reference: OwnReference) {
    super(joinedPack(base.pack, reference), {
      get: () => undefined,
      vectors: (hash) => base.vectors(hash),
      set: (hash, score) => base.set(hash, { kind: 'score', score }),
    });
    this.#base = base;
    this.#reference = reference;
  }

  override get(contentHash: string): ScoreOutcome | undefined {
    const outcome = this.#base.get(contentHash);
    if (outcome?.kind !== 'score') return outcome;
    const cosines = this.#cosinesOf(contentHash, outcome.score.vectors);
    if (cosines === null) return outcome;
    const [riskCosine = 0, ...featureCosines] = cosines;
    return { kind: 'score', score: { ...outcome.score, riskCosine, featureCosines } };
  }

  override set(contentHash: string, outcome: ScoreOutcome): void {
    this.#base.set(contentHash, outcome);
  }

  override forgetFailures(): void {
    this.#base.forgetFailures();
  }

  #cosinesOf(contentHash: string, vectors: SampleVectors | undefined): readonly number[] | null {
    const known = this.#cosines.get(contentHash);
    if (known !== undefined) return known;
    if (vectors === undefined) return null;
    const cosines = ownReferenceCosines(this.#reference, vectors.answer);
    this.#cosines.set(contentHash, cosines);
    return cosines;
  }
}

function joinedPack(pack: Pack, { calibrations }: OwnReference): Pack {
  const [ofRisk, ...ofFeatures] = calibrations;
  return {
    ...pack,
    risk: { ...pack.risk, calibration: ofRisk ?? pack.risk.calibration },
    features: pack.features.map((feature, at) => ({
      ...feature,
      calibration: ofFeatures[at] ?? feature.calibration,
    })),
  };
}
