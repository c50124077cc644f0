import { directionCosines, whitenedAnswer, type PromptContext } from '../core/scoring/geometry.ts';
import type { ScoringPlan } from '../core/scoring/plan.ts';
import { poolWindow, withTokenRows } from '../core/scoring/pooling.ts';
import { render, type Rendering } from '../core/scoring/render.ts';
import type { ScoredTurn } from '../core/scoring/sample-score.ts';
import type { Piece, Window } from '../core/scoring/windows.ts';
import type { Engine } from './load-pack.ts';
import type { EncodedText, Pauses } from './tokenizer.ts';

/** A sample as tokens: its turns in the order of the plan's sequence. */
export interface Tokens {
  readonly turns: readonly ScoredTurn[];
  readonly texts: readonly EncodedText[];
  readonly rendering: Rendering;
}

/** What the model says of one piece. */
export interface PieceScore {
  readonly window: Window;
  readonly piece: Piece;
  /** To `risk` and to each feature. */
  readonly cosines: readonly number[];
  /** `z`, `[width]`: what the answer adds to its prompt, whitened. */
  readonly whitened: Float64Array;
  /** What the turn answers; null without a prompt. */
  readonly context: PromptContext | null;
  /** Projection of each of the piece's tokens on the highlight direction. */
  readonly weights: Float32Array;
  /** `[tokens, width]`: the residual stream of each of the piece's tokens, if it was asked for. */
  readonly residuals: Float32Array | null;
}

interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether to give the residual stream of single tokens. */
  readonly residuals?: boolean;
}

/**
 * Encodes the turns of a plan and renders them.
 * @throws the signal's reason when it aborts.
 */
export async function tokenise(
  { tokenizer }: Engine,
  turns: readonly ScoredTurn[],
  { sequence }: ScoringPlan,
  pauses: Pauses = {},
): Promise<Tokens> {
  const read = sequence.flatMap((index) => turns[index] ?? []);
  const texts: EncodedText[] = [];
  for (const { text } of read) texts.push(await tokenizer.encode(text, pauses));
  const tokenTurns = read.map(({ role }, at) => ({ role, ids: texts[at]?.ids ?? [] }));
  return { turns: read, texts, rendering: render(tokenTurns, tokenizer.frame) };
}

/**
 * Runs the windows in order and scores their pieces; a later piece of a turn takes prompt and header from
 * the turn's first. The loop that reads this gives cancellation a chance between two windows.
 * @throws the signal's reason when it aborts, Error when the model fails.
 */
export async function* runWindows(
  { pack, model, reference }: Engine,
  { turns, rendering }: Tokens,
  windows: readonly Window[],
  { signal, residuals = false }: RunOptions = {},
): AsyncGenerator<PieceScore> {
  const roles = turns.map(({ role }) => role);
  const contexts = new Map<number, PromptContext>();
  for (const window of windows) {
    signal?.throwIfAborted();
    const means = poolWindow(window, rendering.spans, roles);
    const pooling = residuals ? withTokenRows(means, window) : means;
    const { pooled, tokenScores } = await model.run({
      ids: rendering.ids.subarray(window.start, window.end),
      pooling: pooling.matrix,
      segments: pooling.segments,
    });
    const take = (first: number, count: number): Float32Array =>
      pooled.subarray(first * pack.width, (first + count) * pack.width);
    const row = (index: number): Float32Array => take(index, 1);
    let tokenRow = means.segments;
    for (const [at, piece] of window.pieces.entries()) {
      const rows = pooling.rows[at];
      if (rows === undefined) continue;
      const { context } = rows;
      if (context !== null) {
        contexts.set(piece.turn, { prompt: row(context.prompt), header: row(context.header) });
      }
      const length = piece.end - piece.start;
      const known = contexts.get(piece.turn) ?? null;
      const whitened = whitenedAnswer(reference, row(rows.answer), known);
      yield {
        window,
        piece,
        cosines: directionCosines(reference, whitened),
        whitened,
        context: known,
        weights: tokenScores.subarray(piece.start - window.start, piece.end - window.start),
        residuals: residuals ? take(tokenRow, length) : null,
      };
      tokenRow += length;
    }
  }
}
