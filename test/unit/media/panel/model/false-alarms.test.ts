import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { falseAlarms, wilsonInterval } from '../../../../../media/panel/model/false-alarms.ts';

describe('the interval of a share', () => {
  // As `prop.test(10, 100, correct = FALSE)` of R gives it.
  test('of 10 in 100', () => {
    const [low, high] = wilsonInterval(10, 100);
    expect(low).toBeCloseTo(0.05522914, 7);
    expect(high).toBeCloseTo(0.1743657, 7);
  });

  test('of none in 10 begins at 0 and still has a width', () => {
    const [low, high] = wilsonInterval(0, 10);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.2775328, 6);
  });

  test('of all of 5 ends at 1', () => {
    const [low, high] = wilsonInterval(5, 5);
    expect(low).toBeCloseTo(0.5655175, 6);
    expect(high).toBe(1);
  });

  test('holds the share, and is mirrored with it', () => {
    const trials = fc.integer({ min: 1, max: 100_000 });
    const cases = trials.chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(cases, ([successes, of]) => {
        const [low, high] = wilsonInterval(successes, of);
        const [mirroredLow, mirroredHigh] = wilsonInterval(of - successes, of);
        expect(low).toBeLessThanOrEqual(successes / of);
        expect(high).toBeGreaterThanOrEqual(successes / of);
        expect(low).toBeCloseTo(1 - mirroredHigh, 9);
        expect(high).toBeCloseTo(1 - mirroredLow, 9);
      }),
    );
  });
});

describe('false alarms in ordinary lines', () => {
  test('are what lies above the threshold, as well as so many samples tell it', () => {
    const { expected, interval } = falseAlarms(0.99, 8081);
    expect(expected).toBeCloseTo(10, 9);
    expect(interval?.[0]).toBeCloseTo(8.0515, 3);
    expect(interval?.[1]).toBeCloseTo(12.4141, 3);
  });

  test('have no interval when the pack does not say how many samples it measured', () => {
    const { expected, interval } = falseAlarms(0.95, null);
    expect(expected).toBeCloseTo(50, 9);
    expect(interval).toBeNull();
  });

  test('of a threshold that nothing reaches may still happen', () => {
    const { expected, interval } = falseAlarms(1, 8081);
    expect(expected).toBe(0);
    expect(interval?.[1]).toBeGreaterThan(0);
  });
});
