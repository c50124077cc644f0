import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomNormal } from '../../../../server/core/map/random.ts';
import { lossesByGroup, whatIf, whatIfInSteps } from '../../../../server/core/map/what-if.ts';

describe('whatIf', () => {
  it('weighs cosines by tokens, as computed by hand', () => {
    const result = whatIf({ cosines: [[0.5, -0.1, 0.2]], tokens: [10, 30, 60], removed: [0] });
    expect(result).toMatchObject({
      samples: 3,
      removed: 1,
      tokens: 100,
      removedTokens: 10,
      draws: 1_000,
    });
    const drift = result.drift[0];
    expect(drift?.now).toBeCloseTo((5 - 3 + 12) / 100, 12);
    expect(drift?.after).toBeCloseTo((-3 + 12) / 90, 12);
    // One of three is drawn: 9 / 90, 17 / 70 or 2 / 40, a third of the draws each.
    const [mean, low, high] = drift?.random ?? [];
    expect(mean).toBeCloseTo((9 / 90 + 17 / 70 + 2 / 40) / 3, 2);
    expect([low, high]).toEqual([expect.closeTo(2 / 40, 12), expect.closeTo(17 / 70, 12)]);
  });

  it('changes nothing without a removal, and knows nothing after removing all', () => {
    const input = { cosines: [[0.5, 0.1]], tokens: [1, 1] };
    const { now, after, random } = whatIf({ ...input, removed: [] }).drift[0] ?? {};
    expect([now, after, ...(random ?? [])]).toEqual(
      [0.3, 0.3, 0.3, 0.3, 0.3].map((value) => expect.closeTo(value, 12) as number),
    );
    expect(whatIf({ ...input, removed: [0, 1] }).drift[0]?.after).toBeNaN();
    expect(whatIf({ cosines: [[]], tokens: [], removed: [] }).drift[0]?.now).toBeNaN();
  });

  it('counts samples without a score or without trained tokens as nothing', () => {
    const result = whatIf({ cosines: [[0.5, Number.NaN, 0.9]], tokens: [10, 50, 0], removed: [1] });
    expect(result).toMatchObject({ tokens: 10, removedTokens: 0 });
    expect(result.drift[0]).toMatchObject({ now: 0.5, after: 0.5 });
  });

  it('draws the side that is smaller, with the same chances', () => {
    const cosines = [[0.1, 0.2, 0.3, 0.4, 0.5]];
    const most = whatIf({ cosines, tokens: [1, 1, 1, 1, 1], removed: [0, 1, 2, 3] });
    const [mean, low, high] = most.drift[0]?.random ?? [];
    expect(mean).toBeCloseTo(0.3, 1);
    expect([low, high]).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.5, 12)]);
  });

  it('comes to about the same by drawing and by moments', () => {
    const random = createRandom(11);
    const samples = 3_000;
    const tokens = Array.from({ length: samples }, () => 20 + 300 * random());
    const cosines = [Array.from({ length: samples }, () => 0.1 + 0.2 * randomNormal(random))];
    const removed = Array.from({ length: 900 }, (_, i) => i);
    const drawn = whatIf({ cosines, tokens, removed, draws: 4_000 });
    const moments = whatIf({ cosines, tokens, removed, draws: 40_000 });
    expect([drawn.method, moments.method]).toEqual(['drawn', 'moments']);
    const [first, second] = [
      drawn.drift[0]?.random ?? [0, 0, 0],
      moments.drift[0]?.random ?? [0, 0, 0],
    ];
    const width = first[2] - first[1];
    expect(Math.abs(first[0] - second[0])).toBeLessThan(0.03 * width);
    expect(Math.abs(second[2] - second[1] - width)).toBeLessThan(0.08 * width);
  });

  it('has nine in ten of what is drawn elsewhere within its interval', () => {
    const random = createRandom(5);
    const tokens = Array.from({ length: 400 }, () => 1 + 9 * random());
    const cosines = [tokens.map(() => random() - 0.5)];
    const inside = Array.from({ length: 100 }, () => {
      const removed = tokens.flatMap((_, i) => (random() < 0.2 ? [i] : []));
      const { after, random: interval } =
        whatIf({ cosines, tokens, removed, draws: 200 }).drift[0] ?? {};
      return (
        after !== undefined &&
        interval !== undefined &&
        after >= interval[1] &&
        after <= interval[2]
      );
    }).filter(Boolean).length;
    expect(inside).toBeGreaterThanOrEqual(88);
  });

  it('is the same every time, and pauses on the way', () => {
    const input = { cosines: [[0.5, 0.1, 0.7, 0.2]], tokens: [4, 3, 2, 1], removed: [1, 2] };
    const steps = whatIfInSteps(input);
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses += 1;
    expect(pauses).toBeGreaterThan(10);
    expect(step.value).toEqual(whatIf(input));
  });
});

describe('lossesByGroup', () => {
  it('counts every group', () => {
    const { samples, removed } = lossesByGroup([0, 1, 1, 255, 0], 3, [1, 3, 4]);
    expect(Array.from(samples)).toEqual([2, 2, 0]);
    expect(Array.from(removed)).toEqual([1, 1, 0]);
  });

  it('never loses more than there is', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 })), (labels) => {
        const all = lossesByGroup(labels, 5, Array.from(labels.keys()));
        expect(all.removed).toEqual(all.samples);
      }),
    );
  });
});
