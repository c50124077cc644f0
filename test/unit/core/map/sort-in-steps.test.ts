import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../server/core/map/random.ts';
import { sortInSteps } from '../../../../server/core/map/sort-in-steps.ts';

function sort(values: Iterable<number>): { sorted: number[]; pauses: number } {
  const steps = sortInSteps(Float64Array.from(values));
  for (let pauses = 0; ; pauses += 1) {
    const step = steps.next();
    if (step.done === true) return { sorted: Array.from(step.value), pauses };
  }
}

describe('sortInSteps', () => {
  it('sorts as the language does', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
        expect(sort(values).sorted).toEqual(Array.from(Float64Array.from(values).sort()));
      }),
    );
  });

  it.each([16_384, 16_385, 50_000, 70_000])('sorts and pauses with %i numbers', (count) => {
    const random = createRandom(count);
    const values = Float64Array.from({ length: count }, () =>
      random() < 0.01 ? Infinity : Math.floor(1_000 * random()),
    );
    const { sorted, pauses } = sort(values);
    expect(Float64Array.from(sorted)).toEqual(values.sort());
    expect(pauses).toBeGreaterThanOrEqual(Math.floor(count / 16_384));
  });
});
