import type { Range } from '../core/sample.ts';
import { findHighlight, type TokenWeights } from '../core/scoring/highlight.ts';
import { standardisedPrompt } from '../core/scoring/geometry.ts';
import { planScoring, type ScoringPlan } from '../core/scoring/plan.ts';
import type {
  SampleScore,
  ScoredTurn,
  ScoreOutcome,
  TokenWeight,
} from '../core/scoring/sample-score.ts';
import { quantise, type SampleVectors } from '../core/scoring/sample-vectors.ts';
import { strongestLatents } from '../core/scoring/strongest-latents.ts';
import { cutWindows, limitWindows, scoredTokens } from '../core/scoring/windows.ts';
import type { Engine } from './load-pack.ts';
import { runWindows, tokenise, type PieceScore, type Tokens } from './run-windows.ts';
import type { Pauses } from './tokenizer.ts';

interface ScoringOptions extends Pauses {
  /** The most tokens of trained text to score. */
  readonly maxTokens: number;
  /** The most latents to tell the sample in; 0, the default, loads and computes nothing. */
  readonly latents?: number;
  /** Whether to tell where the piece that speaks lies, and what each token weighs. */
  readonly vectors?: boolean;
  readonly heat?: boolean;
}

/**
 * Scores one sample, one window after the other; the riskiest piece speaks for it.
 * @throws the signal's reason when it aborts, Error when the model fails or latents are asked for in vain.
 */
export async function scoreSample(
  engine: Engine,
  turns: readonly ScoredTurn[],
  { maxTokens, latents = 0, vectors = false, heat = false, signal, onProgress }: ScoringOptions,
): Promise<ScoreOutcome> {
  const plan = planScoring(turns);
  if (plan === null) return nothingToScore;
  const tokens = await tokenise(engine, turns, plan, { signal, onProgress });
  const { ids, spans } = tokens.rendering;
  const windows = cutWindows(ids.length, spans, plan.targets, engine.pack.window);
  const options = { signal, residuals: latents > 0 };
  const pieces = runWindows(engine, tokens, limitWindows(windows, maxTokens), options);
  let speaker: PieceScore | null = null;
  let scored = 0;
  const weights: TokenWeight[] = [];
  for await (const piece of pieces) {
    onProgress?.();
    scored += piece.piece.end - piece.piece.start;
    if (heat) weights.push(...tokenWeights(tokens, plan, piece));
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
    ...(latents > 0 && { latents: await findLatents(engine, speaker, latents) }),
    ...(vectors && { vectors: findVectors(engine, speaker) }),
    ...(heat && { heat: weights }),
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

async function findLatents(
  { autoencoder }: Engine,
  { residuals }: PieceScore,
  count: number,
): Promise<NonNullable<SampleScore['latents']>> {
  if (residuals === null) return [];
  return strongestLatents(await (await autoencoder()).activations(residuals), count);
}

function findVectors({ reference }: Engine, { whitened, context }: PieceScore): SampleVectors {
  return {
    answer: quantise(whitened),
    prompt: context && quantise(standardisedPrompt(reference, context)),
  };
}

/** Where the tokens of a piece stand in the text of its turn, and what they weigh. */
function placedWeights({ texts, rendering }: Tokens, { piece, weights }: PieceScore): TokenWeights {
  const textStart = rendering.spans[piece.turn]?.start ?? 0;
  const [first, last] = [piece.start - textStart, piece.end - textStart];
  return {
    starts: texts[piece.turn]?.starts.subarray(first, last) ?? [],
    ends: texts[piece.turn]?.ends.subarray(first, last) ?? [],
    weights,
  };
}

function tokenWeights(tokens: Tokens, { sequence }: ScoringPlan, piece: PieceScore): TokenWeight[] {
  const turn = sequence[piece.piece.turn] ?? 0;
  const { starts, ends, weights } = placedWeights(tokens, piece);
  return Array.from(weights, (weight, at) => {
    return { turn, start: starts[at] ?? 0, end: ends[at] ?? 0, weight };
  });
}

function highlight(
  tokens: Tokens,
  { sequence }: ScoringPlan,
  speaker: PieceScore,
  lengthWeight: number,
): Pick<SampleScore, 'sentence' | 'phrase'> {
  const { piece } = speaker;
  const turn = sequence[piece.turn] ?? 0;
  const shown = placedWeights(tokens, speaker);
  const { sentence, phrase } = findHighlight(
    tokens.turns[piece.turn]?.text ?? '',
    shown,
    lengthWeight,
  );
  const inTurn = (range: Range | null): SampleScore['sentence'] => range && { turn, ...range };
  return { sentence: inTurn(sentence), phrase: inTurn(phrase) };
}
