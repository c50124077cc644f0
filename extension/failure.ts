import * as vscode from 'vscode';
import { escapeMessage } from './escape-message.ts';

/** Takes errors of work that nobody waits for: each becomes a line of the log, after what could not be done. */
export function toLog(
  log: Pick<vscode.LogOutputChannel, 'warn'>,
  what: string,
): (error: unknown) => void {
  return (error) => log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
}

/** Says in one sentence what went wrong, with a way to the log. */
export async function showFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  log.error(reason);
  const choice = await vscode.window.showErrorMessage(
    escapeMessage(`Latent Lint: ${reason}`),
    'Show log',
  );
  if (choice !== undefined) {
    log.show();
  }
}
