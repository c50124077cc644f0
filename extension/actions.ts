import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { serverCommands, type ActionResult, type SampleAction } from '../server/protocol.ts';

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
      if (result?.done === true && command === serverCommands.quarantine) {
        await saveQuarantine(asked.uri);
      }
      showResult(result, showLog);
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

/** A sample that left its file is safe only once the quarantine file is on disk. */
async function saveQuarantine(source: string): Promise<void> {
  const stem = vscode.Uri.parse(source).path.replace(/\.[^./]*$/, '');
  const isQuarantine = (path: string) => path.startsWith(stem) && path.includes('.quarantine.');
  const documents = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && isQuarantine(document.uri.path),
  );
  for (const document of documents) {
    await document.save();
  }
}

function showResult(result: ActionResult | undefined, showLog: () => void): void {
  if (result === undefined) {
    return;
  }
  if (result.done) {
    vscode.window.setStatusBarMessage(result.message, 8000);
    return;
  }
  void vscode.window.showWarningMessage(result.message, 'Show log').then((choice) => {
    if (choice !== undefined) {
      showLog();
    }
  });
}
