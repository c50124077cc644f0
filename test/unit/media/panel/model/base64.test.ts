import { describe, expect, it } from 'vitest';
import {
  fromBase64,
  numbersFromBase64,
  numbersToBase64,
  toBase64,
} from '../../../../../media/panel/model/base64.ts';

describe('base64 of the panel', () => {
  it('agrees with Node on all bytes and lengths', () => {
    for (const length of [0, 1, 2, 3, 255, 12_288, 12_289, 40_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37) % 256);
      const text = Buffer.from(bytes).toString('base64');
      expect(toBase64(bytes)).toBe(text);
      expect(Buffer.from(fromBase64(text)).equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it('refuses what is no base64', () => {
    expect(() => fromBase64('abc')).toThrow(RangeError);
    expect(() => fromBase64('ab!c')).toThrow(RangeError);
    expect(() => fromBase64('abc\u00e9')).toThrow(RangeError);
    expect(() => fromBase64('=abc')).toThrow(RangeError);
  });

  it('takes numbers of a part of a buffer', () => {
    const numbers = Uint32Array.of(1, 4_294_967_295, 7).subarray(1);
    expect([...numbersFromBase64(numbersToBase64(numbers))]).toEqual([4_294_967_295, 7]);
    expect(() => numbersFromBase64('AAA=')).toThrow(RangeError);
  });
});
