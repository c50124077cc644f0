import type { Range } from '../core/sample.ts';
import { directionCosines, type PromptContext } from '../core/scoring/geometry.ts';
import { findHighlight } from '../core/scoring/highlight.ts';
import { planScoring, type ScoringPlan } from '../core/scoring/plan.ts';
import { poolWindow } from '../core/scoring/pooling.ts';
import { render, type Rendering } from '../core/scoring/render.ts';
import type { SampleScore, ScoredTurn, ScoreOutcome } from '../core/scoring/sample-score.ts';
import { cutWindows, limitWindows, scoredTokens, type Piece } from '../core/scoring/windows.ts';
import type { Engine } from './load-pack.ts';
import type { EncodedText } from './tokenizer.ts';

export interface ScoringOptions {
  /** The most tokens of trained text to score. */
  readonly maxTokens: number;
  readonly signal?: AbortSignal;
}

/** A sample as tokens: its turns in the order of the plan's sequence. */
interface Tokens {
  readonly turns: readonly ScoredTurn[];
  readonly texts: readonly EncodedText[];
  readonly rendering: Rendering;
}

/** What the model says of one piece. */
interface PieceScore {
  readonly piece: Piece;
  /** To `risk` and to each feature. */
  readonly cosines: readonly number[];
  /** Projection of each of the piece's tokens on the risk direction. */
  readonly shares: Float32Array;
}

/**
 * Scores one sample, one window after the other; the riskiest piece speaks for it.
 * @throws the signal's reason when it aborts, Error when the model fails.
 */
export async function scoreSample(
  engine: Engine,
  turns: readonly ScoredTurn[],
  { maxTokens, signal }: ScoringOptions,
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
    ...highlight(tokens, plan, speaker),
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

async function tokenise(
  { tokenizer }: Engine,
  turns: readonly ScoredTurn[],
  { sequence }: ScoringPlan,
  signal: AbortSignal | undefined,
): Promise<Tokens> {
  const read = sequence.flatMap((index) => turns[index] ?? []);
  const texts: EncodedText[] = [];
  for (const { text } of read) texts.push(await tokenizer.encode(text, signal));
  const tokenTurns = read.map(({ role }, at) => ({ role, ids: texts[at]?.ids ?? [] }));
  return { turns: read, texts, rendering: render(tokenTurns, tokenizer.frame) };
}

/** Runs the windows in order; a later piece of a turn takes prompt and header from the turn's first. */
async function* runWindows(
  { pack, model, reference }: Engine,
  { turns, rendering }: Tokens,
  windows: ReturnType<typeof cutWindows>,
  signal: AbortSignal | undefined,
): AsyncGenerator<PieceScore> {
  const roles = turns.map(({ role }) => role);
  const contexts = new Map<number, PromptContext>();
  for (const window of windows) {
    signal?.throwIfAborted();
    const pooling = poolWindow(window, rendering.spans, roles);
    const { pooled, tokenScores } = await model.run({
      ids: rendering.ids.subarray(window.start, window.end),
      pooling: pooling.matrix,
      segments: pooling.segments,
    });
    const row = (index: number): Float32Array =>
      pooled.subarray(index * pack.width, (index + 1) * pack.width);
    for (const [at, piece] of window.pieces.entries()) {
      const rows = pooling.rows[at];
      if (rows === undefined) continue;
      const { context } = rows;
      if (context !== null) {
        contexts.set(piece.turn, { prompt: row(context.prompt), header: row(context.header) });
      }
      const known = contexts.get(piece.turn) ?? null;
      yield {
        piece,
        cosines: directionCosines(reference, row(rows.answer), known),
        shares: tokenScores.subarray(piece.start - window.start, piece.end - window.start),
      };
    }
  }
}

function highlight(
  { turns, texts, rendering }: Tokens,
  { sequence }: ScoringPlan,
  { piece, shares }: PieceScore,
): Pick<SampleScore, 'sentence' | 'phrase'> {
  const turn = sequence[piece.turn] ?? 0;
  const textStart = rendering.spans[piece.turn]?.start ?? 0;
  const [first, last] = [piece.start - textStart, piece.end - textStart];
  const { sentence, phrase } = findHighlight(turns[piece.turn]?.text ?? '', {
    starts: texts[piece.turn]?.starts.subarray(first, last) ?? [],
    ends: texts[piece.turn]?.ends.subarray(first, last) ?? [],
    shares,
  });
  const inTurn = (range: Range | null): SampleScore['sentence'] => range && { turn, ...range };
  return { sentence: inTurn(sentence), phrase: inTurn(phrase) };
}
