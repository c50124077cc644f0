import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Folded } from '../../../../../media/panel/model/folded.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('Folded', () => {
  it('runs at once, then not before the pause is over, and once for many', async () => {
    let runs = 0;
    const folded = new Folded(() => {
      runs++;
      return Promise.resolve();
    }, 250);
    folded.ask();
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toBe(1);
    folded.ask();
    folded.ask();
    await vi.advanceTimersByTimeAsync(249);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toBe(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toBe(2);
  });

  it('never runs twice at a time, and rests as long as a slow run took', async () => {
    const starts: number[] = [];
    const folded = new Folded(async () => {
      starts.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }, 250);
    const begin = Date.now();
    folded.ask();
    await vi.advanceTimersByTimeAsync(500);
    folded.ask();
    folded.ask();
    await vi.advanceTimersByTimeAsync(5000);
    expect(starts.map((time) => time - begin)).toEqual([0, 2000]);
  });
});
