import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Soon } from '../../../extension/soon.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('one run answers all that is asked before it, and one more all that is asked during it', async () => {
  const ends: (() => void)[] = [];
  const soon = new Soon(() => new Promise((resolve) => void ends.push(resolve)), 200);
  soon.ask();
  soon.ask();
  await vi.advanceTimersByTimeAsync(200);
  expect(ends).toHaveLength(1);
  soon.ask();
  soon.ask();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(200);
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ends).toHaveLength(2);
});

test('nothing runs after the end', async () => {
  let runs = 0;
  const soon = new Soon(() => Promise.resolve(void (runs += 1)), 200);
  soon.ask();
  soon.dispose();
  soon.ask();
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toBe(0);
});
