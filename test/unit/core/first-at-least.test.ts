import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstAtLeast } from '../../../server/core/first-at-least.ts';

it('finds what a look at every number finds, also among equal ones and beyond the ends', () => {
  const number = fc.integer({ min: -5, max: 5 });
  fc.assert(
    fc.property(fc.array(number), number, (numbers, least) => {
      const ascending = Float64Array.from(numbers).sort();
      const found = ascending.findIndex((each) => each >= least);
      expect(firstAtLeast(ascending, least)).toBe(found < 0 ? ascending.length : found);
    }),
  );
});
