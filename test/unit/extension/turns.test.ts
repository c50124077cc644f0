import { expect, test } from 'vitest';
import { atMost, Turns } from '../../../extension/turns.ts';

test('work waits for the work before it, also when that fails', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const work = (name: string, fails: boolean) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (fails) {
      throw new Error(name);
    }
  };
  const first = turns.take(work('first', true));
  const second = turns.take(work('second', false));
  await expect(first).rejects.toThrow('first');
  await second;
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('what takes too long is not waited for', async () => {
  await atMost(5, new Promise(() => undefined));
  await atMost(60_000, Promise.resolve());
});
