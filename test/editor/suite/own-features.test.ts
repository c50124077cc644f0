import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { MarkResult } from '../../../server/own-feature-protocol.ts';
import {
  diagnosticsWhen,
  exampleText,
  findingsOf,
  openScanned,
  rangeOf,
  takeAction,
  worstOf,
} from './editor.ts';

const id = 'quick-fixes-of-a-test';
const name = 'Quick fixes of a test';

suite('features of one’s own', () => {
  let document: vscode.TextDocument;
  let range: vscode.Range;
  let line: number;

  setup(async () => {
    ({ document } = await openScanned((await exampleText()).split('\n').slice(0, 14).join('\n')));
    const worst = await worstOf(document);
    range = rangeOf(worst);
    line = worst.line;
  });

  // Other tests look at files of the same folder.
  teardown(async () => {
    await vscode.workspace.fs.delete(featureFile()).then(undefined, () => undefined);
  });

  const take = (title: string, where = range) =>
    takeAction(document.uri, where, title, { name }) as Promise<MarkResult>;
  const flagged = (marks: readonly vscode.Diagnostic[]) =>
    marks.filter(({ code }) => code === id).map(({ range: { start } }) => start.line);

  test('a quick fix makes one, its lines are findings, and each mark is taken back', async () => {
    const made = await take('More like this');
    assert.deepEqual([made.done, made.featureId], [true, id], made.message);
    await diagnosticsWhen(document.uri, (marks) => flagged(marks).includes(line));
    const found = (await findingsOf(document)).filter(({ featureId }) => featureId === id);
    assert.ok(found.some((finding) => finding.line === line && finding.featureTitle === name));
    const quiet = new vscode.Range(2, 3, 2, 3);
    const other = await take('Not like this', quiet);
    assert.deepEqual([other.done, other.featureId], [true, id], other.message);
    const undo = () =>
      vscode.commands.executeCommand<MarkResult>('latentLint.undoFeature', document.uri);
    assert.match((await undo()).message, /^Taken back: marking line 3\.$/);
    await diagnosticsWhen(document.uri, (marks) => flagged(marks).includes(line));
    const gone = await take('Take back this mark');
    assert.equal(gone.done, true);
    await diagnosticsWhen(document.uri, (marks) => flagged(marks).length === 0);
    await assert.rejects(async () => vscode.workspace.fs.stat(featureFile()));
  });

  test('a mark is refused when the text under it has changed', async () => {
    const finding = await worstOf(document);
    const action = { uri: finding.uri, line, contentHash: 'another', name };
    const result = await vscode.commands.executeCommand<MarkResult>(
      'latentLint.moreLikeThis',
      action,
    );
    assert.equal(result.done, false);
    assert.match(result.message, /nothing was marked/);
    await assert.rejects(async () => vscode.workspace.fs.stat(featureFile()));
  });

  function featureFile(): vscode.Uri {
    return vscode.Uri.joinPath(document.uri, '..', '.latent-lint', 'features', `${id}.json`);
  }
});
