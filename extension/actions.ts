import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { serverCommands, type ActionResult, type SampleAction } from '../server/protocol.ts';
import { escapeMessage } from './escape-message.ts';
import { unsavedSentence } from './quarantine-files.ts';

/**
 * Wraps the server's commands: asks why a sample is ignored, saves the file that a sample was moved to, and
 * shows the sentence that the server answers.
 */
export function actionMiddleware(showLog: () => void): Middleware {
  return {
    // The status-bar item shows the progress of a scan, and its tooltip has the link that stops it.
    handleWorkDoneProgress: () => undefined,
    executeCommand: async (command, parameters: unknown[], next) => {
      const action = parameters[0] as SampleAction | undefined;
      const asked = command === serverCommands.ignore ? await withReason(action) : action;
      if (asked === undefined) {
        return undefined;
      }
      const result = (await next(command, [asked])) as ActionResult | undefined;
      if (result !== undefined) {
        const { done, quarantine } = result;
        const written = done && quarantine !== undefined ? [quarantine] : [];
        const warning = await unsavedSentence(written);
        showResult(result, warning, showLog);
      }
      return result;
    },
  };
}

async function withReason(action: SampleAction | undefined): Promise<SampleAction | undefined> {
  if (action === undefined || (action.reason ?? '') !== '') {
    return action;
  }
  const reason = await vscode.window.showInputBox({
    title: 'Ignore this sample',
    prompt: 'Why is this sample fine? The reason is kept in .latent-lint/ignore.jsonl.',
    validateInput: (text) => (text.trim() === '' ? 'Give a reason, or press Escape.' : undefined),
  });
  return reason === undefined ? undefined : { ...action, reason: reason.trim() };
}

function showResult({ done, message }: ActionResult, warning: string, showLog: () => void): void {
  const text = escapeMessage(warning === '' ? message : `${message} ${warning}`);
  if (done && warning === '') {
    vscode.window.setStatusBarMessage(text, 8000);
    return;
  }
  void vscode.window.showWarningMessage(text, 'Show log').then((choice) => {
    if (choice !== undefined) {
      showLog();
    }
  });
}
