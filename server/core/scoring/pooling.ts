import type { Range, Role } from '../sample.ts';
import { answeredTurns } from './plan.ts';
import type { Window } from './windows.ts';

/** Rows of the pooling matrix that belong to one piece. */
interface PieceRows {
  /** Mean over the piece. */
  readonly answer: number;
  /**
   * Mean over the text that the turn answers, and the last token of the turn's header. Null for a later
   * piece of a turn, and for a turn without a prompt.
   */
  readonly context: { readonly prompt: number; readonly header: number } | null;
}

interface Pooling {
  /** `[segments, tokens]` in row-major order: each row weighs the tokens of the window. */
  readonly matrix: Float32Array;
  readonly segments: number;
  /** One entry for each piece of the window. */
  readonly rows: readonly PieceRows[];
}

/**
 * The weightings that give `a`, `p` and `h` of each piece of a window in one run (docs/pack-format.md,
 * "The score"). A prompt that does not fit in the window is averaged over the part that does.
 * @param spans the place of each turn's text in the sequence.
 */
export function poolWindow(
  window: Window,
  spans: readonly Range[],
  roles: readonly Role[],
): Pooling {
  const tokens = window.end - window.start;
  const weightings: Range[][] = [];
  const add = (ranges: Range[]): number => weightings.push(ranges) - 1;
  const rows = window.pieces.map((piece): PieceRows => {
    const answer = add([piece]);
    if (!piece.first) return { answer, context: null };
    const prompt = answeredTurns(roles, piece.turn).flatMap((turn) => clip(spans[turn], window));
    const header = piece.start - 1;
    if (prompt.length === 0 || header < window.start) return { answer, context: null };
    return {
      answer,
      context: { prompt: add(prompt), header: add([{ start: header, end: header + 1 }]) },
    };
  });
  const matrix = new Float32Array(weightings.length * tokens);
  weightings.forEach((ranges, row) => {
    const count = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    for (const { start, end } of ranges) {
      const left = row * tokens - window.start;
      matrix.fill(1 / count, left + start, left + end);
    }
  });
  return { matrix, segments: weightings.length, rows };
}

/** The same weightings, followed by one for each token of each piece, in the order of the pieces. */
export function withTokenRows({ matrix, segments, rows }: Pooling, window: Window): Pooling {
  const tokens = window.end - window.start;
  const count = window.pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  const wider = new Float32Array((segments + count) * tokens);
  wider.set(matrix);
  let row = segments;
  for (const { start, end } of window.pieces) {
    for (let token = start; token < end; token++) wider[row++ * tokens + token - window.start] = 1;
  }
  return { matrix: wider, segments: row, rows };
}

function clip(span: Range | undefined, window: Range): Range[] {
  if (span === undefined) return [];
  const start = Math.max(span.start, window.start);
  const end = Math.min(span.end, window.end);
  return end > start ? [{ start, end }] : [];
}
