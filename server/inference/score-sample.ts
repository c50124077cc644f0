import type { Range } from '../core/sample.ts';
import { findHighlight } from '../core/scoring/highlight.ts';
import { planScoring, type ScoringPlan } from '../core/scoring/plan.ts';
import type { SampleScore, ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';
import { cutWindows, limitWindows, scoredTokens } from '../core/scoring/windows.ts';
import type { Engine } from './load-pack.ts';
import { runWindows, tokenise, type PieceScore, type Tokens } from './run-windows.ts';

interface ScoringOptions {
  /** The most tokens of trained text to score. */
  readonly maxTokens: number;
  readonly signal?: AbortSignal;
  /** Called after every piece. */
  readonly onPiece?: () => void;
}

/**
 * Scores one sample, one window after the other; the riskiest piece speaks for it.
 * @throws the signal's reason when it aborts, Error when the model fails.
 */
export async function scoreSample(
  engine: Engine,
  turns: readonly ScoredTurn[],
  { maxTokens, signal, onPiece }: ScoringOptions,
): Promise<ScoreOutcome> {
  const plan = planScoring(turns);
  if (plan === null) return nothingToScore;
  const tokens = await tokenise(engine, turns, plan, signal);
  const { ids, spans } = tokens.rendering;
  const windows = cutWindows(ids.length, spans, plan.targets, engine.pack.window);
  const pieces = runWindows(engine, tokens, limitWindows(windows, maxTokens), signal);
  let speaker: PieceScore | null = null;
  let scored = 0;
  for await (const piece of pieces) {
    onPiece?.();
    scored += piece.piece.end - piece.piece.start;
    if (speaker === null || riskCosine(piece) > riskCosine(speaker)) speaker = piece;
  }
  if (speaker === null) return nothingToScore;
  if (!speaker.cosines.every(Number.isFinite)) return notFinite;
  const trained = plan.basis === 'trained';
  const [risk = 0, ...featureCosines] = speaker.cosines;
  const score: SampleScore = {
    basis: plan.basis,
    riskCosine: risk,
    featureCosines,
    ...highlight(tokens, plan, speaker, engine.pack.highlight.lengthWeight),
    tokens: ids.length + 1,
    trainedTokens: trained ? scoredTokens(windows) : 0,
    scoredTokens: trained ? scored : 0,
  };
  return { kind: 'score', score };
}

const nothingToScore: ScoreOutcome = {
  kind: 'failure',
  failure: { reason: 'nothing-to-score', message: 'The sample has no answer to score.' },
};

const notFinite: ScoreOutcome = {
  kind: 'failure',
  failure: { reason: 'failed', message: 'The model answered with numbers that are not finite.' },
};

function riskCosine({ cosines }: PieceScore): number {
  return cosines[0] ?? 0;
}

function highlight(
  { turns, texts, rendering }: Tokens,
  { sequence }: ScoringPlan,
  { piece, weights }: PieceScore,
  lengthWeight: number,
): Pick<SampleScore, 'sentence' | 'phrase'> {
  const turn = sequence[piece.turn] ?? 0;
  const textStart = rendering.spans[piece.turn]?.start ?? 0;
  const [first, last] = [piece.start - textStart, piece.end - textStart];
  const shown = {
    starts: texts[piece.turn]?.starts.subarray(first, last) ?? [],
    ends: texts[piece.turn]?.ends.subarray(first, last) ?? [],
    weights,
  };
  const { sentence, phrase } = findHighlight(turns[piece.turn]?.text ?? '', shown, lengthWeight);
  const inTurn = (range: Range | null): SampleScore['sentence'] => range && { turn, ...range };
  return { sentence: inTurn(sentence), phrase: inTurn(phrase) };
}
