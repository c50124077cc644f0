import type { Range } from '../sample.ts';

/** The part of a trained turn that one run scores. Places count tokens of the whole rendered sequence. */
export interface Piece extends Range {
  /** Position of the turn in the sequence. */
  readonly turn: number;
  /** Whether it is the first piece of its turn: later ones take the prompt and the header from it. */
  readonly first: boolean;
}

/** One run of the model: the tokens it reads, and the pieces it scores. */
export interface Window extends Range {
  readonly pieces: readonly Piece[];
}

interface WindowSize {
  /** The most tokens of a window. */
  readonly tokens: number;
  /** The tokens of a window that a piece of a long turn leaves to what precedes it. */
  readonly context: number;
}

/**
 * Cuts a rendered sequence into windows (docs/pack-format.md, "Rendering a sample"). Every token of a
 * target turn lies in exactly one piece.
 * @param length tokens of the sequence.
 * @param spans the place of each turn's text.
 * @param targets positions of the turns to score, ascending.
 */
export function cutWindows(
  length: number,
  spans: readonly Range[],
  targets: readonly number[],
  size: WindowSize,
): Window[] {
  const pieces = targets.flatMap((turn) => {
    const span = spans[turn];
    return span === undefined ? [] : cutTurn(turn, span, size);
  });
  if (pieces.length === 0) return [];
  if (length <= size.tokens) return [{ start: 0, end: length, pieces }];
  return pieces.map((piece) => ({
    start: Math.max(0, piece.end - size.tokens),
    end: piece.end,
    pieces: [piece],
  }));
}

function cutTurn(turn: number, { start, end }: Range, size: WindowSize): Piece[] {
  const tokens = end - start;
  if (tokens === 0) return [];
  const count = end <= size.tokens ? 1 : Math.ceil(tokens / (size.tokens - size.context));
  return Array.from({ length: count }, (_, k) => ({
    turn,
    first: k === 0,
    start: start + Math.floor((k * tokens) / count),
    end: start + Math.floor(((k + 1) * tokens) / count),
  }));
}

/** Tokens that the pieces of these windows hold. */
export function scoredTokens(windows: readonly Window[]): number {
  return windows.reduce(
    (sum, { pieces }) => sum + pieces.reduce((part, { start, end }) => part + end - start, 0),
    0,
  );
}

/**
 * Keeps at most `maxTokens` scored tokens: windows are taken alternately from the beginning and from the
 * end, because harm that hides in a long sample hides behind a harmless beginning. The windows are those
 * of the whole sample, so a piece has the same score with any limit. A later piece of a turn brings the
 * turn's first piece along, whose prompt and header it needs. At least one window is kept.
 */
export function limitWindows(windows: readonly Window[], maxTokens: number): Window[] {
  const firstOf = new Map<number, number>();
  windows.forEach(({ pieces }, at) => {
    for (const { turn, first } of pieces) if (first) firstOf.set(turn, at);
  });
  const kept = new Set<number>();
  let left = maxTokens;
  for (const at of fromBothEnds(windows.length)) {
    const turns = windows[at]?.pieces.map(({ turn }) => firstOf.get(turn) ?? at) ?? [];
    const wanted = [...new Set([at, ...turns])].filter((index) => !kept.has(index));
    const cost = scoredTokens(wanted.flatMap((index) => windows[index] ?? []));
    if (cost > left && kept.size > 0) break;
    left -= cost;
    for (const index of wanted) kept.add(index);
  }
  return windows.filter((_, at) => kept.has(at));
}

/** 0, n - 1, 1, n - 2, ... */
function* fromBothEnds(count: number): Generator<number> {
  for (let low = 0, high = count - 1; low <= high; low++, high--) {
    yield low;
    if (high > low) yield high;
  }
}
