import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '../../../../server/core/sample.ts';
import {
  cutWindows,
  limitWindows,
  scoredTokens,
  type Window,
} from '../../../../server/core/scoring/windows.ts';

const size = { tokens: 10, context: 4 };

/** A sequence of turns with texts of these lengths, three tokens before each and two after it. */
function layOut(lengths: readonly number[]): { length: number; spans: Range[] } {
  let at = -1;
  const spans = lengths.map((length) => {
    const start = at + 3;
    at = start + length + 2;
    return { start, end: start + length };
  });
  return { length: Math.max(0, at), spans };
}

describe('cutWindows', () => {
  it('runs a sequence that fits once, with all its pieces', () => {
    const spans = [
      { start: 1, end: 3 },
      { start: 5, end: 8 },
    ];
    expect(cutWindows(10, spans, [0, 1], size)).toEqual([
      {
        start: 0,
        end: 10,
        pieces: [
          { turn: 0, first: true, start: 1, end: 3 },
          { turn: 1, first: true, start: 5, end: 8 },
        ],
      },
    ]);
  });

  it('ends the window of a turn that fits with its text when the sequence does not fit', () => {
    expect(cutWindows(11, [{ start: 5, end: 9 }], [0], size)).toEqual([
      { start: 0, end: 9, pieces: [{ turn: 0, first: true, start: 5, end: 9 }] },
    ]);
  });

  it('cuts a long turn into the fewest pieces of equal size', () => {
    // 13 tokens in pieces of at most 6: 3 pieces, at 5 + floor(13 k / 3).
    expect(cutWindows(20, [{ start: 5, end: 18 }], [0], size)).toEqual([
      { start: 0, end: 9, pieces: [{ turn: 0, first: true, start: 5, end: 9 }] },
      { start: 3, end: 13, pieces: [{ turn: 0, first: false, start: 9, end: 13 }] },
      { start: 8, end: 18, pieces: [{ turn: 0, first: false, start: 13, end: 18 }] },
    ]);
  });

  it('has no piece for a turn without tokens', () => {
    expect(cutWindows(4, [{ start: 2, end: 2 }], [0], size)).toEqual([]);
  });

  it('puts every trained token into exactly one piece, inside its window', () => {
    const lengths = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 2, max: 30 }), fc.nat(), (texts, tokens, seed) => {
        const window = { tokens, context: 1 + (seed % (tokens - 1)) };
        const { length, spans } = layOut(texts);
        const targets = texts.map((_, turn) => turn).filter((turn) => (seed >> turn) % 2 === 0);
        const count = new Map<number, number>();
        for (const { start, end, pieces } of cutWindows(length, spans, targets, window)) {
          expect(end - start).toBeLessThanOrEqual(tokens);
          for (const piece of pieces) {
            expect(piece.start).toBeGreaterThanOrEqual(start);
            expect(piece.end).toBeLessThanOrEqual(end);
            for (let at = piece.start; at < piece.end; at++) {
              count.set(at, (count.get(at) ?? 0) + 1);
            }
          }
        }
        const wanted = targets.flatMap((turn) => {
          const { start, end } = spans[turn] ?? { start: 0, end: 0 };
          return Array.from({ length: end - start }, (_, k) => start + k);
        });
        expect([...count.keys()].sort((a, b) => a - b)).toEqual(wanted);
        expect([...count.values()].every((times) => times === 1)).toBe(true);
      }),
    );
  });
});

describe('limitWindows', () => {
  /** Windows of 5 tokens each, by the turn that they belong to. */
  function windowsOf(...turns: number[]): Window[] {
    return turns.map((turn, k) => {
      const piece = { turn, first: turns.indexOf(turn) === k, start: 5 * k, end: 5 * k + 5 };
      return { start: 0, end: piece.end, pieces: [piece] };
    });
  }

  function kept(turns: number[], maxTokens: number): number[] {
    return limitWindows(windowsOf(...turns), maxTokens).map(({ end }) => end / 5 - 1);
  }

  it('keeps everything within the limit', () => {
    expect(kept([0, 0, 0], 15)).toEqual([0, 1, 2]);
  });

  it('keeps the beginning and the end', () => {
    expect(kept([0, 0, 0, 0, 0, 0], 20)).toEqual([0, 1, 4, 5]);
    expect(kept([0, 0, 0, 0, 0, 0], 12)).toEqual([0, 5]);
  });

  it('brings the first piece of a turn along', () => {
    expect(kept([0, 1, 1, 1], 15)).toEqual([0, 1, 3]);
    expect(kept([0, 1, 1, 1], 14)).toEqual([0]);
  });

  it('keeps at least one window', () => {
    expect(kept([0, 0], 1)).toEqual([0]);
  });

  it('never exceeds the limit by more than the first window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 5, max: 200 }), (n, most) => {
        const windows = windowsOf(...Array<number>(n).fill(0));
        expect(scoredTokens(limitWindows(windows, most))).toBeLessThanOrEqual(most);
      }),
    );
  });
});
