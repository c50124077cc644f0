import { describe, expect, it } from 'vitest';
import type {
  PictureEntry,
  PictureLegend,
} from '../../../../../media/panel/model/picture-legend.ts';
import { frameOf, noFrame } from '../../../../../media/panel/plot/picture-frame.ts';

/** Every letter is 6 pixels wide, and 8 in bold text. */
const measure = (text: string, bold: boolean): number => text.length * (bold ? 8 : 6);
const plot = { width: 400, height: 300 };

const entry = (label: string, change: Partial<PictureEntry> = {}): PictureEntry => ({
  ...{ label, colour: '#aa0000', count: '12', shown: true },
  ...change,
});
const legend = (change: Partial<PictureLegend> = {}): PictureLegend => ({
  ...{ title: 'Format', entries: [entry('Alpaca'), entry('OpenAI chat')] },
  ...{ rings: null, axes: ['across', 'up'] as const },
  ...change,
});
const textsOf = (change: Partial<PictureLegend>, size = plot) =>
  frameOf(legend(change), size, measure).texts;

describe('frameOf', () => {
  it('puts the axes beside the points and the legend below them, outside of the points', () => {
    const { size, plot: corner, texts, dots } = frameOf(legend(), plot, measure);
    expect(corner).toEqual({ x: 22, y: 0 });
    expect(size.width).toBe(422);
    expect(texts.map(({ text }) => text)).toEqual([
      ...['across', 'up', 'Format', 'Alpaca', '12', 'OpenAI chat', '12'],
    ]);
    const [across, up, ...below] = texts;
    expect(across?.at).toMatchObject({ x: 222 });
    expect(across?.at.y).toBeGreaterThan(300);
    expect(up).toMatchObject({ upright: true, at: { y: 150 } });
    expect(up?.at.x).toBeLessThan(22);
    for (const { at } of [...below, ...dots]) {
      expect(at.y).toBeGreaterThan(across?.at.y ?? NaN);
      expect(at.y).toBeLessThan(size.height);
    }
  });

  it('leaves no room for axes that mean nothing', () => {
    const { size, plot: corner, texts } = frameOf(legend({ axes: ['', ''] }), plot, measure);
    expect(corner).toEqual({ x: 0, y: 0 });
    expect(size.width).toBe(400);
    expect(texts[0]).toMatchObject({ text: 'Format', bold: true });
  });

  it('has as many columns as fit, and a row for what is left', () => {
    const entries = ['a', 'b', 'c', 'd', 'e'].map((label) => entry(label.repeat(10)));
    const { dots } = frameOf(legend({ entries, axes: ['', ''] }), plot, measure);
    // 18 for the dot, 60 for the label, 12 between it and the count, and 12 for that: 102, with 24 between them.
    expect(dots.map(({ at }) => at.x)).toEqual([17, 143, 269, 17, 143]);
    expect(new Set(dots.map(({ at }) => at.y)).size).toBe(2);
  });

  it('says what is left out, with an empty dot', () => {
    const entries = [entry('Alpaca', { shown: false }), entry('OpenAI chat')];
    const { texts, dots } = frameOf(legend({ entries }), plot, measure);
    expect(dots.map(({ hollow }) => hollow)).toEqual([true, false]);
    expect(texts.find(({ text }) => text === 'Alpaca')?.faint).toBe(true);
    expect(texts.map(({ text }) => text)).toContain('12, left out');
  });

  it('says what rings mean', () => {
    const { texts, dots } = frameOf(legend({ rings: 'Ring (3): …' }), plot, measure);
    expect(texts.at(-1)?.text).toBe('Ring (3): …');
    expect(dots.at(-1)).toMatchObject({ colour: null, hollow: true });
  });

  it('shortens what is too long, between characters and on one line', () => {
    const label = `${'🙂'.repeat(100)}\n\u2028end`;
    const entries = [entry(label)];
    const texts = textsOf({ entries, title: 'x'.repeat(99), axes: ['y'.repeat(99), ''] });
    for (const { text, bold } of texts) {
      expect(measure(text, bold)).toBeLessThanOrEqual(400);
      expect(text).not.toMatch(/\s{2}|\n|\p{Surrogate}/u);
    }
    expect(texts.filter(({ text }) => text.endsWith('…'))).toHaveLength(3);
  });

  it('stands a plot that is next to nothing', () => {
    const { size, texts } = frameOf(legend(), { width: 1, height: 1 }, measure);
    expect(size.width).toBe(23);
    expect(texts.map(({ at }) => Number.isFinite(at.x + at.y))).not.toContain(false);
  });
});

it('noFrame is the points alone', () => {
  expect(noFrame(plot)).toEqual({ size: plot, plot: { x: 0, y: 0 }, texts: [], dots: [] });
});
