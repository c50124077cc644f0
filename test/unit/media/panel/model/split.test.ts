import { describe, expect, it } from 'vitest';
import {
  greatestShare,
  leastShare,
  parseSplit,
  shareAfter,
  shareOf,
  splitAt,
} from '../../../../../media/panel/model/split.ts';

const unmoved = { beside: null, below: null };

describe('shareOf', () => {
  it('gives what stands beside the map 400 pixels, and less than half of a small panel', () => {
    expect(shareOf(unmoved, false, 1000)).toBeCloseTo(0.6);
    expect(shareOf(unmoved, false, 2000)).toBeCloseTo(0.8);
    expect(shareOf(unmoved, false, 4000)).toBe(greatestShare);
    expect(shareOf(unmoved, false, 800)).toBeCloseTo(0.54);
    expect(shareOf(unmoved, false, 0)).toBeCloseTo(0.54);
  });

  it('keeps two places, for parts beside and above each other', () => {
    const moved = splitAt(splitAt(unmoved, false, 0.3), true, 0.71234);
    expect(moved).toEqual({ beside: 0.3, below: 0.712 });
    expect(shareOf(moved, false, 1000)).toBe(0.3);
    expect(shareOf(moved, true, 1000)).toBe(0.712);
    expect(splitAt(moved, true, 5)).toEqual({ beside: 0.3, below: greatestShare });
  });
});

describe('shareAfter', () => {
  it.each([
    ['ArrowLeft', false, 0.48],
    ['ArrowRight', false, 0.52],
    ['ArrowUp', true, 0.48],
    ['ArrowDown', true, 0.52],
    ['Home', false, leastShare],
    ['End', true, greatestShare],
  ])('%s moves it (narrow: %s)', (key, narrow, share) => {
    expect(shareAfter(key, 0.5, narrow)).toBeCloseTo(share);
  });

  it('stops at its ends, and passes over keys that lead elsewhere', () => {
    expect(shareAfter('ArrowLeft', leastShare, false)).toBe(leastShare);
    expect(shareAfter('ArrowDown', greatestShare, true)).toBe(greatestShare);
    for (const key of ['ArrowUp', 'ArrowDown', 'a', ' ']) {
      expect(shareAfter(key, 0.5, false)).toBeNull();
    }
    expect(shareAfter('ArrowLeft', 0.5, true)).toBeNull();
  });
});

describe('parseSplit', () => {
  it.each([null, 'wide', [], { beside: NaN }, { beside: '0.5', below: null }])(
    'takes %j for one that nobody moved',
    (value) => {
      expect(parseSplit(value)).toEqual(unmoved);
    },
  );

  it('keeps shares within their limits', () => {
    expect(parseSplit({ beside: -1, below: 0.4 })).toEqual({ beside: leastShare, below: 0.4 });
  });
});
