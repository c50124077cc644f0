import type { LogOutputChannel } from 'vscode';
import { expect, test, vi } from 'vitest';
import { showFailure } from '../../../extension/failure.ts';

const showErrorMessage = vi.hoisted(() => vi.fn<(...words: string[]) => Promise<string>>());
vi.mock('vscode', () => ({ window: { showErrorMessage } }));

test('says what went wrong, without links in it, and opens the log on demand', async () => {
  showErrorMessage.mockResolvedValue('Show log');
  const log = { error: vi.fn(), show: vi.fn() };
  const reason = 'There is no [file](command:workbench.action.quit).';
  await showFailure(new Error(reason), log as unknown as LogOutputChannel);
  expect(showErrorMessage.mock.calls).toEqual([
    ['Latent Lint: There is no [file]\u200b(command:workbench.action.quit).', 'Show log'],
  ]);
  expect(log.error).toHaveBeenCalledWith(reason);
  expect(log.show).toHaveBeenCalledOnce();
});
