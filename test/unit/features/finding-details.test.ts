import { expect, test } from 'vitest';
import { scan } from './scanned.ts';

test('under another format a line has other details', async () => {
  const line = JSON.stringify({ text: '0.45 as text', prompt: 'a', completion: '0.45 as pair' });
  const sentence = { turn: 0, start: 5, end: 7 };
  const { file, context } = await scan([line], { format: 'text' }, { sentence });
  const detail = (): object | null => {
    const [record] = file.lines;
    const outcomes = context.scanner.engine?.outcomes;
    if (record === undefined || outcomes === undefined) return null;
    return context.details.of(record, file, outcomes);
  };
  const first = detail();
  expect(first).toMatchObject({ excerpt: 'as' });
  expect(detail()).toBe(first);
  if (file.settings !== null) file.settings = { ...file.settings, format: 'prompt-completion' };
  file.forgetReadings();
  expect(detail()).toBeNull();
  context.scanner.wake();
  await expect.poll(() => file.finished).toBe(true);
  expect(detail()).not.toEqual(first);
});
