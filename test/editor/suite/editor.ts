import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { LatentLintApi } from '../../../extension/extension.ts';
import type { Finding } from '../../../server/protocol.ts';

/** The extension's own interface; starts the extension if need be. */
export async function api(): Promise<LatentLintApi> {
  const extension = vscode.extensions.getExtension<LatentLintApi>('latent-lint.latent-lint');
  assert.ok(extension, 'The extension is not installed in this editor.');
  return extension.activate();
}

/** The example file as it is in the project. */
export async function exampleText(): Promise<string> {
  const extension = vscode.extensions.getExtension('latent-lint.latent-lint');
  assert.ok(extension);
  const uri = vscode.Uri.joinPath(extension.extensionUri, 'examples', 'advice.jsonl');
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Writes a new file into the workspace, opens it, and waits until every sample has its score. */
export async function openScanned(text: string, name = 'data'): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'The tests need a workspace.');
  const uri = vscode.Uri.joinPath(folder.uri, `${name}-${randomUUID()}.jsonl`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const scan = scanOf(uri, 1);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  await scan;
  return editor;
}

/** Resolves when a scan of this version, or of a later one, is finished. Call it before the change. */
export async function scanOf(uri: vscode.Uri, version: number): Promise<{ scoredNow: number }> {
  const { onScanFinished } = await api();
  return when(onScanFinished, (scan) => scan.uri === uri.toString() && scan.version >= version);
}

/** Does something and waits until the document that it changes is scanned again. */
export async function andRescan(
  document: vscode.TextDocument,
  change: () => Thenable<unknown>,
): Promise<{ scoredNow: number }> {
  const scan = scanOf(document.uri, document.version + 1);
  await change();
  return scan;
}

/** Resolves with the first event for which `matches` holds. */
export function when<T>(event: vscode.Event<T>, matches: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      if (matches(value)) {
        subscription.dispose();
        resolve(value);
      }
    });
  });
}

/** Waits until the diagnostics of a file satisfy a condition, and answers with them. */
export async function diagnosticsWhen(
  uri: vscode.Uri,
  matches: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const current = () => vscode.languages.getDiagnostics(uri);
  if (!matches(current())) {
    await when(vscode.languages.onDidChangeDiagnostics, () => matches(current()));
  }
  return current();
}

/** The diagnostics of findings: not those of lines that cannot be read. */
export function findingMarks(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((mark) => typeof mark.code === 'object');
}

export async function findingsOf(document: vscode.TextDocument): Promise<readonly Finding[]> {
  const { findings } = await (await api()).findings({ uri: document.uri.toString() });
  return findings;
}

/** The worst finding of a file: there has to be one. */
export async function worstOf(document: vscode.TextDocument): Promise<Finding> {
  const [worst] = await findingsOf(document);
  assert.ok(worst, 'The file has no finding.');
  return worst;
}

export function rangeOf({ range: { start, end } }: Finding): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** What the light bulb offers on a range. */
export function actionsAt(uri: vscode.Uri, range: vscode.Range): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range);
}

/** The action of the light bulb whose title starts with `title`, taken as a click takes it. */
export async function takeAction(
  uri: vscode.Uri,
  range: vscode.Range,
  title: string,
  more: object = {},
): Promise<unknown> {
  const actions = await actionsAt(uri, range);
  const action = actions.find((candidate) => candidate.title.startsWith(title));
  assert.ok(action, `"${title}" is not among: ${actions.map((one) => one.title).join('; ')}`);
  assert.ok(action.command, 'The action has no command.');
  const [argument] = (action.command.arguments ?? []) as [object?];
  return vscode.commands.executeCommand(action.command.command, { ...argument, ...more });
}

export function undo(): Thenable<unknown> {
  return vscode.commands.executeCommand('undo');
}
