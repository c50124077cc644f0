import type {
  SampleScore,
  ScoredTurn,
  ScoreOutcome,
} from '../../../server/core/scoring/sample-score.ts';
import type { Scorer } from '../../../server/scan/scorer.ts';

interface Asked {
  readonly text: string;
  readonly priority: number;
  readonly signal: AbortSignal;
  readonly answer: (outcome: ScoreOutcome) => void;
  readonly fail: (error: Error) => void;
}

/** A scorer that answers when the test says so. */
export class FakeScorer implements Scorer {
  /** Every text that was asked for, in order. */
  readonly texts: string[] = [];
  readonly waiting: Asked[] = [];
  /** When set, answers at once. */
  automatic: ((text: string) => ScoreOutcome) | null = null;

  async score(
    turns: readonly ScoredTurn[],
    { signal, priority }: { signal: AbortSignal; priority: number },
  ): Promise<ScoreOutcome> {
    const text = turns.map((turn) => turn.text).join('|');
    this.texts.push(text);
    if (this.automatic !== null) return this.automatic(text);
    return new Promise((answer, fail) => {
      const asked = { text, priority, signal, answer, fail };
      this.waiting.push(asked);
      signal.addEventListener('abort', () => fail(new Error('aborted')));
    });
  }

  /** Answers the oldest question that still matters; its text. */
  answer(riskCosine = 0): string {
    const asked = this.waiting.splice(0).filter(({ signal }) => !signal.aborted);
    const [first, ...others] = asked;
    this.waiting.push(...others);
    first?.answer(scored(riskCosine));
    return first?.text ?? '';
  }
}

export function scored(riskCosine: number, changes: Partial<SampleScore> = {}): ScoreOutcome {
  const score: SampleScore = {
    basis: 'trained',
    riskCosine,
    featureCosines: [riskCosine, 0],
    sentence: null,
    phrase: null,
    tokens: 9,
    trainedTokens: 5,
    scoredTokens: 5,
    ...changes,
  };
  return { kind: 'score', score };
}
