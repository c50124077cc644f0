import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import type { ActionResult, Finding } from '../../../server/protocol.ts';
import {
  andRescan,
  diagnosticsWhen,
  exampleText,
  findingMarks,
  findingsOf,
  openScanned,
  rangeOf,
  takeAction,
  undo,
  when,
  worstOf,
} from './editor.ts';

suite('quick fixes', () => {
  let document: vscode.TextDocument;
  let text: string;
  let worst: Finding;

  setup(async () => {
    ({ document } = await openScanned(await exampleText()));
    text = document.getText();
    worst = await worstOf(document);
  });

  const take = (title: string, more: object = {}) =>
    takeAction(document.uri, rangeOf(worst), title, more) as Promise<ActionResult>;

  test('remove this sample, and one undo brings it back byte for byte', async () => {
    await andRescan(document, () => take('Remove this sample'));
    assert.equal(document.getText(), without(text, [worst.line]));
    const { scoredNow } = await andRescan(document, undo);
    assert.equal(document.getText(), text);
    assert.equal(scoredNow, 0);
  });

  test('set the weight to 0, and one undo brings the line back', async () => {
    const chat = (await findingsOf(document)).find(({ line }) =>
      document.lineAt(line).text.startsWith('{"messages"'),
    );
    assert.ok(chat, 'The example has a risky sample in a format with weights.');
    worst = chat;
    await andRescan(document, () => take('Set the weight of this sample to 0'));
    const lines = document.getText().split('\n');
    assert.match(lines[worst.line] ?? '', /"weight":\s?0/);
    assert.deepEqual(lines.toSpliced(worst.line, 1), text.split('\n').toSpliced(worst.line, 1));
    assert.ok(!(await findingsOf(document)).some(({ line }) => line === worst.line));
    await andRescan(document, undo);
    assert.equal(document.getText(), text);
  });

  test('move the sample to the quarantine file, which is saved', async () => {
    await andRescan(document, () => take('Move this sample to'));
    assert.equal(document.getText(), without(text, [worst.line]));
    const path = document.uri.path.replace(/\.jsonl$/, '.quarantine.jsonl');
    const saved = await vscode.workspace.fs.readFile(document.uri.with({ path }));
    assert.equal(new TextDecoder().decode(saved), `${text.split('\n')[worst.line] ?? ''}\n`);
  });

  test('ignore with a reason, and stop ignoring', async () => {
    const marked = () =>
      findingMarks(document.uri).some((mark) => mark.range.start.line === worst.line);
    await take('Ignore this sample', { reason: 'A test of the list.' });
    await diagnosticsWhen(document.uri, () => !marked());
    assert.equal(document.getText(), text);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const list = vscode.Uri.joinPath(folder, '.latent-lint', 'ignore.jsonl');
    const kept = new TextDecoder().decode(await vscode.workspace.fs.readFile(list));
    assert.ok(kept.includes('A test of the list.'));
    assert.ok(kept.includes(worst.contentHash));
    await take('Stop ignoring');
    await diagnosticsWhen(document.uri, marked);
  });

  test('remove every sample at or above a risk, after a preview', async () => {
    const findings = await findingsOf(document);
    const third = findings[2];
    assert.ok(third, 'The example has at least three findings.');
    worst = third;
    const gone = findings.filter(({ risk }) => risk >= third.risk).map(({ line }) => line);
    const changed = when(
      vscode.workspace.onDidChangeTextDocument,
      (change) => change.document === document && change.contentChanges.length > 0,
    );
    const taken = take('Remove every sample at or above this risk');
    await confirmPreview(changed);
    assert.equal((await taken).done, true);
    assert.equal(document.getText(), without(text, gone));
    await andRescan(document, undo);
    assert.equal(document.getText(), text);
  });

  test('are refused when the text under them has changed', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(worst.line).range, '{"text": "Something else."}');
    await andRescan(document, () => vscode.workspace.applyEdit(edit));
    const changed = document.getText();
    const action = {
      uri: document.uri.toString(),
      line: worst.line,
      contentHash: worst.contentHash,
    };
    const result = await vscode.commands.executeCommand<ActionResult>(
      'latentLint.removeSample',
      action,
    );
    assert.equal(result.done, false);
    assert.match(result.message, /nothing was done/);
    assert.equal(document.getText(), changed);
  });

  test('work on samples that are not flagged, as refactorings', async () => {
    const flagged = new Set((await findingsOf(document)).map(({ line }) => line));
    const quiet = text.split('\n').findIndex((_, line) => !flagged.has(line));
    const range = new vscode.Range(quiet, 3, quiet, 3);
    await andRescan(document, () => takeAction(document.uri, range, 'Remove this sample'));
    assert.equal(document.getText(), without(text, [quiet]));
    await andRescan(document, undo);
    assert.equal(document.getText(), text);
  });
});

function without(text: string, lines: readonly number[]): string {
  return text
    .split('\n')
    .filter((_, line) => !lines.includes(line))
    .join('\n');
}

/**
 * The preview opens at its own pace and tells nobody. Its command does nothing before that, so it is called until
 * the text has changed; each call goes to the window, which works on the preview meanwhile, and back.
 */
async function confirmPreview(changed: Promise<unknown>): Promise<void> {
  const state = { isDone: false };
  void changed.then(() => (state.isDone = true));
  while (!state.isDone) {
    await vscode.commands.executeCommand('refactorPreview.apply');
  }
}
