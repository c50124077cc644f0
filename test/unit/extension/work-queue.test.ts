import { expect, test } from 'vitest';
import { atMost, WorkQueue } from '../../../extension/work-queue.ts';

test('work waits for the work before it, also when that fails', async () => {
  const queue = new WorkQueue();
  const log: string[] = [];
  const work = (name: string, fails: boolean) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (fails) {
      throw new Error(name);
    }
  };
  const first = queue.add(work('first', true));
  const second = queue.add(work('second', false));
  await expect(first).rejects.toThrow('first');
  await second;
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('what takes too long is not waited for', async () => {
  await atMost(5, new Promise(() => undefined));
  await atMost(60_000, Promise.resolve());
});
