import { expect, test } from 'vitest';
import { StatusReporter } from '../../../server/features/status.ts';
import { scan, textLine } from './scanned.ts';

test('a status that is not taken fails nothing, and is told once', async () => {
  const { context } = await scan([textLine('0.1')]);
  const errors: string[] = [];
  const log = { ...context.log, error: (text: string) => errors.push(text) };
  const reporter = new StatusReporter(
    { ...context, log },
    () => ({ state: 'ready', message: '', workers: 1 }),
    () => Promise.reject(new Error('gone')),
  );
  await reporter.sendNow();
  await reporter.sendNow();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^The status could not be sent: Error/);
});
