import * as vscode from 'vscode';

/**
 * Opens a copy of the example file: people edit it, and an extension's own folder is no place for that.
 * A copy that is there already is opened as it was left.
 */
export async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const source = vscode.Uri.joinPath(context.extensionUri, 'examples', 'advice.jsonl');
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'examples');
  const copy = vscode.Uri.joinPath(folder, 'advice.jsonl');
  await vscode.workspace.fs.createDirectory(folder);
  const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  if (!names.includes('advice.jsonl')) {
    await vscode.workspace.fs.copy(source, copy);
  }
  await vscode.window.showTextDocument(copy);
}
