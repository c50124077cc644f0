import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Soon } from '../../../extension/soon.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const noError = (error: unknown) => {
  throw error;
};

test('one run answers all that is asked before it, and one more all that is asked during it', async () => {
  const ends: (() => void)[] = [];
  const soon = new Soon(() => new Promise((resolve) => void ends.push(resolve)), 200, noError);
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
  const soon = new Soon(() => Promise.resolve(void (runs += 1)), 200, noError);
  soon.ask();
  soon.dispose();
  soon.ask();
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toBe(0);
});

test('a run that fails is told of, and the next one comes all the same', async () => {
  const errors: unknown[] = [];
  let runs = 0;
  const soon = new Soon(
    async () => {
      runs += 1;
      if (runs === 1) soon.ask();
      await Promise.reject(new Error(`run ${runs}`));
    },
    200,
    (error) => errors.push(error),
  );
  soon.ask();
  await vi.advanceTimersByTimeAsync(1000);
  expect(errors).toEqual([new Error('run 1'), new Error('run 2')]);
});

test('work that throws before it waits is told of as well', async () => {
  const errors: unknown[] = [];
  const work = () => {
    throw new Error('at once');
  };
  const soon = new Soon(work, 200, (error) => errors.push(error));
  soon.ask();
  await vi.advanceTimersByTimeAsync(1000);
  expect(errors).toEqual([new Error('at once')]);
});
