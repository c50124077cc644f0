import { describe, expect, it } from 'vitest';
import { orderedWindow } from '../../../server/cli/ordered-window.ts';

/** A promise that the test settles. */
interface Task {
  readonly promise: Promise<string>;
  readonly resolve: (value: string) => void;
  readonly reject: (error: Error) => void;
}

function makeTask(): Task {
  let resolve: Task['resolve'] = () => undefined;
  let reject: Task['reject'] = () => undefined;
  const promise = new Promise<string>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

async function* count(to: number): AsyncGenerator<number> {
  for (let item = 0; item < to; item++) {
    await Promise.resolve();
    yield item;
  }
}

const limits = { capacity: 3, weightLimit: 100, weigh: () => 1 };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('orderedWindow', () => {
  it('hands results out in order, whatever finishes first', async () => {
    const tasks = [makeTask(), makeTask(), makeTask()];
    const results = orderedWindow(
      count(3),
      (item) => tasks[item]?.promise ?? Promise.reject(new Error()),
      limits,
    );
    tasks[2]?.resolve('c');
    tasks[1]?.resolve('b');
    const first = results.next();
    await turn();
    tasks[0]?.resolve('a');
    expect(await first).toEqual({ done: false, value: 'a' });
    expect((await results.next()).value).toBe('b');
    expect((await results.next()).value).toBe('c');
    expect((await results.next()).done).toBe(true);
  });

  it('starts no more than its capacity', async () => {
    const tasks = Array.from({ length: 10 }, makeTask);
    let started = 0;
    const start = (item: number): Promise<string> => {
      started += 1;
      return tasks[item]?.promise ?? Promise.reject(new Error());
    };
    const results = orderedWindow(count(10), start, limits);
    const first = results.next();
    await turn();
    expect(started).toBe(3);
    tasks[0]?.resolve('a');
    expect((await first).value).toBe('a');
  });

  it('starts one heavy item and waits', async () => {
    const tasks = Array.from({ length: 3 }, makeTask);
    let started = 0;
    const start = (item: number): Promise<string> => {
      started += 1;
      return tasks[item]?.promise ?? Promise.reject(new Error());
    };
    const results = orderedWindow(count(3), start, { ...limits, weigh: () => 1000 });
    const first = results.next();
    await turn();
    expect(started).toBe(1);
    tasks[0]?.resolve('a');
    expect((await first).value).toBe('a');
  });

  it('hands out what is done while the source is silent', async () => {
    async function* silentAfterOne(): AsyncGenerator<number> {
      yield 0;
      await new Promise(() => undefined);
    }
    const results = orderedWindow(silentAfterOne(), () => Promise.resolve('a'), limits);
    expect((await results.next()).value).toBe('a');
  });

  it('fails when the turn of a failed item comes', async () => {
    const tasks = [makeTask(), makeTask()];
    const results = orderedWindow(
      count(2),
      (item) => tasks[item]?.promise ?? Promise.reject(new Error()),
      limits,
    );
    tasks[1]?.reject(new Error('broken'));
    tasks[0]?.resolve('a');
    expect((await results.next()).value).toBe('a');
    await expect(results.next()).rejects.toThrow('broken');
  });
});
