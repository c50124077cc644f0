import * as vscode from 'vscode';
import type { Finding } from '../server/protocol.ts';
import { activeUri } from './active-file.ts';
import type { ServerLink } from './client.ts';
import { fileFindings } from './finding-list.ts';

/** Past this many findings in one file the next one is looked for among the worst. */
const mostFindings = 20_000;

/** Opens the file of a finding and selects the sentence that carries the risk. */
export async function reveal(finding: Finding): Promise<void> {
  const { start, end } = finding.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(finding.uri));
  const editor = await vscode.window.showTextDocument(document, { selection });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Shows a line of a file in an editor and puts the cursor there, in another column than `notColumn`. */
export async function showLine(
  uri: vscode.Uri,
  line: number,
  notColumn: vscode.ViewColumn | undefined,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = new vscode.Range(line, 0, line, 0);
  const viewColumn = columnFor(uri, notColumn);
  const editor = await vscode.window.showTextDocument(document, { selection, viewColumn });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The column that has the file in a tab, else any other than `notColumn`. */
function columnFor(uri: vscode.Uri, notColumn: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const address = uri.toString();
  const groups = vscode.window.tabGroups.all.filter(({ viewColumn }) => viewColumn !== notColumn);
  const holder = groups.find(({ tabs }) =>
    tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === address,
    ),
  );
  return (holder ?? groups[0])?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** Moves to the finding after or before the cursor, around the ends of the file. */
export async function step(link: ServerLink, direction: 'next' | 'previous'): Promise<void> {
  const uri = activeUri();
  if (uri === undefined) {
    return;
  }
  const findings = await fileFindings(link, uri.toString(), mostFindings);
  const target = neighbour(findings, cursor(uri), direction);
  if (target === undefined) {
    vscode.window.setStatusBarMessage('Latent Lint has no findings in this file.', 5000);
    return;
  }
  await reveal(target);
}

function cursor(uri: vscode.Uri): number {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.uri.toString() === uri.toString() ? editor.selection.start.line : -1;
}

function neighbour(
  findings: readonly Finding[],
  line: number,
  direction: 'next' | 'previous',
): Finding | undefined {
  const inOrder = [...findings].sort((a, b) => a.line - b.line);
  return direction === 'next'
    ? (inOrder.find((finding) => finding.line > line) ?? inOrder[0])
    : (inOrder.findLast((finding) => finding.line < line) ?? inOrder.at(-1));
}
