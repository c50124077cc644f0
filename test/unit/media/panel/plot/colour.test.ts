import { describe, expect, it } from 'vitest';
import { paintOver, parseColour } from '../../../../../media/panel/plot/colour.ts';

describe('parseColour', () => {
  it('reads what palettes and themes write', () => {
    expect(parseColour('#0a64FF')).toEqual([10, 100, 255, 1]);
    expect(parseColour('#f80')).toEqual([255, 136, 0, 1]);
    expect(parseColour('#ff000080')).toEqual([255, 0, 0, 128 / 255]);
    expect(parseColour(' rgba(1, 2, 3, 0.5) ')).toEqual([1, 2, 3, 0.5]);
    expect(parseColour('rgb(100% 0% 0% / 25%)')).toEqual([255, 0, 0, 0.25]);
  });

  it('answers grey for anything else', () => {
    for (const text of ['', 'red', '#12345', 'rgb(1, 2)', 'rgb(a, b, c)', 'rgb(900, 0, 0)']) {
      expect(parseColour(text)).toEqual([128, 128, 128, 1]);
    }
  });
});

describe('paintOver', () => {
  it('mixes by how opaque the upper colour is', () => {
    expect(paintOver([255, 0, 100, 0.5], [0, 0, 200, 1])).toEqual([128, 0, 150, 1]);
  });
});
