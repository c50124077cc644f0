import { describe, expect, it } from 'vitest';
import { firstPart, heatLevels, piecesOf } from '../../../../../media/panel/model/marked-text.ts';

const range = (start: number, end: number) => ({ turn: 0, start, end });

describe('firstPart', () => {
  it('is all of a short text', () => {
    expect(firstPart('short', null)).toEqual({ start: 0, end: 5 });
  });

  it('is the beginning of a long one, or the place of the sentence', () => {
    const text = 'x'.repeat(5000);
    expect(firstPart(text, null)).toEqual({ start: 0, end: 600 });
    expect(firstPart(text, range(100, 200))).toEqual({ start: 0, end: 600 });
    expect(firstPart(text, range(3000, 3100))).toEqual({ start: 2850, end: 3450 });
    expect(firstPart(text, range(4900, 5000))).toEqual({ start: 4750, end: 5000 });
  });

  it('never cuts a character in two', () => {
    const text = '😀'.repeat(1000);
    const { start, end } = firstPart(text, range(1501, 1601));
    const cut = text.slice(start, end);
    // What is no character by itself becomes another one when it is encoded.
    expect(new TextDecoder().decode(new TextEncoder().encode(cut))).toBe(cut);
  });
});

describe('piecesOf', () => {
  const whole = { start: 0, end: 10 };

  it('marks the sentence', () => {
    expect(piecesOf('0123456789', whole, range(3, 6), [])).toEqual([
      { text: '012', marked: false, heat: null },
      { text: '345', marked: true, heat: null },
      { text: '6789', marked: false, heat: null },
    ]);
  });

  it('puts heat and sentence together, and cuts them to the part that is shown', () => {
    const heats = [
      { ...range(0, 4), heat: 2 },
      { ...range(4, 99), heat: 9 },
    ];
    expect(piecesOf('0123456789', { start: 2, end: 8 }, range(3, 6), heats)).toEqual([
      { text: '2', marked: false, heat: 2 },
      { text: '3', marked: true, heat: 2 },
      { text: '45', marked: true, heat: 9 },
      { text: '67', marked: false, heat: 9 },
    ]);
  });

  it('leaves the text between tokens without heat', () => {
    const heats = [
      { ...range(0, 2), heat: 1 },
      { ...range(4, 6), heat: 3 },
    ];
    const pieces = piecesOf('0123456789', whole, null, heats);
    expect(pieces.map(({ text, heat }) => [text, heat])).toEqual([
      ['01', 1],
      ['23', null],
      ['45', 3],
      ['6789', null],
    ]);
  });

  it('loses no text', () => {
    const heats = [{ ...range(2, 5), heat: 1 }];
    const pieces = piecesOf('0123456789', whole, range(1, 3), heats);
    expect(pieces.map(({ text }) => text).join('')).toBe('0123456789');
  });
});

describe('heatLevels', () => {
  it('goes by rank from 0 to 9', () => {
    const tokens = [-5, 0, 100].map((weight, index) => ({ ...range(index, index + 1), weight }));
    expect(heatLevels(tokens).map(({ heat }) => heat)).toEqual([0, 4, 9]);
    expect(heatLevels([])).toEqual([]);
    expect(heatLevels(tokens.slice(0, 1)).map(({ heat }) => heat)).toEqual([0]);
  });
});
