import { describe, expect, it } from 'vitest';
import { poolWindow, withTokenRows } from '../../../../server/core/scoring/pooling.ts';

/** Rows of a pooling matrix as lists. */
function rowsOf({ matrix, segments }: { matrix: Float32Array; segments: number }): number[][] {
  const tokens = matrix.length / segments;
  return Array.from({ length: segments }, (_, k) => [
    ...matrix.subarray(k * tokens, (k + 1) * tokens),
  ]);
}

describe('poolWindow', () => {
  const spans = [
    { start: 1, end: 3 },
    { start: 4, end: 6 },
    { start: 8, end: 10 },
  ];

  it('weighs the piece, what it answers and the last token of its header', () => {
    const piece = { turn: 2, first: true, start: 8, end: 10 };
    const pooling = poolWindow({ start: 0, end: 10, pieces: [piece] }, spans, [
      'user',
      'tool',
      'assistant',
    ]);
    expect(pooling.rows).toEqual([{ answer: 0, context: { prompt: 1, header: 2 } }]);
    expect(rowsOf(pooling)).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5],
      [0, 0.25, 0.25, 0, 0.25, 0.25, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
    ]);
  });

  it('takes the part of the prompt that the window holds', () => {
    const piece = { turn: 2, first: true, start: 8, end: 10 };
    const pooling = poolWindow({ start: 5, end: 10, pieces: [piece] }, spans, [
      'user',
      'user',
      'assistant',
    ]);
    expect(rowsOf(pooling)[1]).toEqual([1, 0, 0, 0, 0]);
  });

  it('has no context without a prompt, and for a later piece', () => {
    const first = { turn: 0, first: true, start: 1, end: 3 };
    const later = { turn: 2, first: false, start: 9, end: 10 };
    const pooling = poolWindow({ start: 0, end: 10, pieces: [first, later] }, spans, [
      'assistant',
      'user',
      'assistant',
    ]);
    expect(pooling.rows).toEqual([
      { answer: 0, context: null },
      { answer: 1, context: null },
    ]);
    expect(pooling.segments).toBe(2);
  });

  it('has no context when the prompt has no token', () => {
    const piece = { turn: 1, first: true, start: 4, end: 6 };
    const empty = [{ start: 1, end: 1 }, spans[1] ?? piece];
    const pooling = poolWindow({ start: 0, end: 8, pieces: [piece] }, empty, ['user', 'assistant']);
    expect(pooling.rows).toEqual([{ answer: 0, context: null }]);
  });
});

describe('withTokenRows', () => {
  it('adds a row for each token of each piece', () => {
    const pieces = [
      { turn: 0, first: true, start: 3, end: 5 },
      { turn: 2, first: true, start: 6, end: 7 },
    ];
    const window = { start: 2, end: 7, pieces };
    const spans = [
      { start: 3, end: 5 },
      { start: 6, end: 6 },
      { start: 6, end: 7 },
    ];
    const means = poolWindow(window, spans, ['assistant', 'user', 'assistant']);
    const all = withTokenRows(means, window);
    expect(all.rows).toBe(means.rows);
    expect(rowsOf(all)).toEqual([
      ...rowsOf(means),
      [0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 0, 1],
    ]);
  });
});
