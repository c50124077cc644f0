import * as vscode from 'vscode';
import type { FileStatus, StatusParams } from '../server/protocol.ts';

/** VS Code keeps files above this size from every extension. */
const mostBytes = 50 * 1024 * 1024;

export const tooLargeSentence =
  'This file is too large for the editor to hand over (50 MB): scan it with latent-lint scan.';

/** What is to be said about the file in front. */
export type ActiveFile =
  | { readonly kind: 'none' }
  | { readonly kind: 'scored'; readonly file: FileStatus }
  | { readonly kind: 'unscored'; readonly message: string };

/** Finds the file in front among those that the server knows, or the reason why it is not there. */
export async function activeFile(status: StatusParams): Promise<ActiveFile> {
  const uri = activeUri();
  if (uri === undefined || !isTraining(uri)) {
    const other = status.files.find((file) => file.uri === uri?.toString());
    return other === undefined ? { kind: 'none' } : { kind: 'scored', file: other };
  }
  const file = status.files.find((candidate) => candidate.uri === uri.toString());
  if (file !== undefined) {
    return { kind: 'scored', file };
  }
  if (await isTooLarge(uri)) {
    return { kind: 'unscored', message: tooLargeSentence };
  }
  return { kind: 'none' };
}

/**
 * The file of the active tab: a file that is too large has a tab, but no editor that an extension sees. While a
 * map has the focus it is the training file beside it.
 */
export function activeUri(): vscode.Uri | undefined {
  const { activeTextEditor, tabGroups, visibleTextEditors } = vscode.window;
  const input = tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText) {
    return input.uri;
  }
  const beside = visibleTextEditors.find(({ document }) => isTraining(document.uri));
  return (activeTextEditor ?? beside)?.document.uri;
}

function isTraining(uri: vscode.Uri): boolean {
  return /\.(jsonl|ndjson)$/i.test(uri.path);
}

/** Whether the editor keeps a file from every extension for its size. */
export async function isTooLarge(uri: vscode.Uri): Promise<boolean> {
  const address = uri.toString();
  const open = vscode.workspace.textDocuments.some(
    ({ uri: other }) => other.toString() === address,
  );
  if (open || uri.scheme === 'untitled') {
    return false;
  }
  try {
    return (await vscode.workspace.fs.stat(uri)).size > mostBytes;
  } catch (error) {
    // A file that was deleted a moment ago has no size and needs no sentence.
    if (error instanceof vscode.FileSystemError) {
      return false;
    }
    throw error;
  }
}
