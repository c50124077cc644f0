import * as vscode from 'vscode';
import { asPlainText } from './plain-text.ts';

/** Says in one sentence what went wrong, with a way to the log. */
export async function showFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  log.error(reason);
  const choice = await vscode.window.showErrorMessage(
    asPlainText(`Latent Lint: ${reason}`),
    'Show log',
  );
  if (choice !== undefined) {
    log.show();
  }
}
