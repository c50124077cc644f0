import * as vscode from 'vscode';
import { baseName, safeFileName } from './file-names.ts';
import type { FromPanel } from './panel-protocol.ts';
import { escapeMessage } from './escape-message.ts';

type Save = Extract<FromPanel, { kind: 'save' }>;

/**
 * Asks where to save what the page made, beside the file that is shown unless the user says otherwise, and saves
 * it there. Rejects when it cannot be written, or cannot be opened when the user wants that.
 */
export async function saveFromPanel(
  { name, content, encoding }: Save,
  shown: vscode.Uri | undefined,
): Promise<void> {
  const folder = defaultFolder(shown);
  const fileName = safeFileName(name);
  const target = await vscode.window.showSaveDialog({
    title: 'Save from the map',
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, fileName) }),
  });
  if (target === undefined) {
    return;
  }
  await vscode.workspace.fs.writeFile(target, Buffer.from(content, encoding));
  await offerToOpen(target);
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = 'Open';
  const choice = await vscode.window.showInformationMessage(
    escapeMessage(`Saved ${baseName(target.path)}.`),
    open,
  );
  if (choice === open) {
    await vscode.commands.executeCommand('vscode.open', target);
  }
}

/** An untitled file has no folder; the workspace may have one. */
function defaultFolder(shown: vscode.Uri | undefined): vscode.Uri | undefined {
  return shown?.scheme === 'file'
    ? vscode.Uri.joinPath(shown, '..')
    : vscode.workspace.workspaceFolders?.[0]?.uri;
}
