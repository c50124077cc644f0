import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import {
  andRescan,
  api,
  diagnosticsWhen,
  exampleText,
  findingMarks,
  findingsOf,
  openScanned,
  rangeOf,
  when,
  worstOf,
} from './editor.ts';

suite('scanning a file', () => {
  let editor: vscode.TextEditor;
  let document: vscode.TextDocument;

  setup(async () => {
    editor = await openScanned(await exampleText());
    document = editor.document;
  });

  test('marks the sentence that carries the risk and links the feature’s page', async () => {
    const findings = await findingsOf(document);
    assert.ok(findings.length > 0);
    const marks = findingMarks(document.uri);
    assert.equal(marks.length, findings.length);
    for (const mark of marks) {
      const line = document.lineAt(mark.range.start.line);
      assert.ok(mark.range.isSingleLine);
      assert.ok(!mark.range.isEqual(line.range), 'The whole line is marked.');
      assert.match(mark.message, /than .* ordinary samples/);
      assert.equal(mark.source, 'Latent Lint');
      assert.ok(typeof mark.code === 'object');
      const page = await vscode.workspace.fs.stat(mark.code.target);
      assert.ok(page.size > 0);
    }
  });

  test('says in the status what was scored and what was not', async () => {
    const status = (await api()).status();
    const file = status.files.find(({ uri }) => uri === document.uri.toString());
    assert.equal(status.state, 'ready');
    assert.equal(file?.state, 'scanned');
    assert.equal(file.done, file.samples);
    assert.ok(file.samples > 40);
    assert.ok(file.skipped.length > 0, 'The example has lines that are no samples.');
  });

  test('hovers with the nearest features, on flagged and on unflagged lines', async () => {
    const worst = await worstOf(document);
    const flagged = await hoverText(document.uri, rangeOf(worst).start);
    assert.match(flagged, /\| Feature \|.*Cosine.*Percentile/);
    assert.ok(flagged.includes(worst.featureTitle));
    assert.match(flagged, /Weighs most/);
    assert.match(flagged, /command:latentLint\.removeSample/);
    const flaggedLines = new Set((await findingsOf(document)).map(({ line }) => line));
    const quiet = document
      .getText()
      .split('\n')
      .findIndex((_, line) => !flaggedLines.has(line));
    const unflagged = await hoverText(document.uri, new vscode.Position(quiet, 5));
    assert.match(unflagged, /\| Feature \|/);
  });

  test('scores only the line that was edited, and the other marks move with the text', async () => {
    const before = await findingsOf(document);
    const last = before.reduce((a, b) => (a.line > b.line ? a : b));
    const sentence = document.getText(rangeOf(last));
    const text = 'Water the basil in the morning.';
    const sample = JSON.stringify({ prompt: 'How do I keep basil?', completion: text });
    const { scoredNow } = await andRescan(document, () =>
      editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${sample}\n`)),
    );
    assert.equal(scoredNow, 1);
    const after = await findingsOf(document);
    const moved = after.find(({ contentHash }) => contentHash === last.contentHash);
    assert.equal(moved?.line, last.line + 1);
    assert.equal(moved.risk, last.risk);
    assert.equal(document.getText(rangeOf(moved)), sentence);
    const mark = findingMarks(document.uri).find(({ range }) => range.start.line === moved.line);
    assert.equal(mark && document.getText(mark.range), sentence);
  });

  test('follows the threshold without scoring anything again', async () => {
    const count = findingMarks(document.uri).length;
    const settings = vscode.workspace.getConfiguration('latentLint');
    const target = vscode.ConfigurationTarget.Workspace;
    await settings.update('threshold.risk', 0.5, target);
    const more = await diagnosticsWhen(
      document.uri,
      () => findingMarks(document.uri).length > count,
    );
    assert.ok(more.length > count);
    await settings.update('threshold.risk', undefined, target);
    await diagnosticsWhen(document.uri, () => findingMarks(document.uri).length === count);
  });

  test('lists nothing in the Problems view with decorationsOnly', async () => {
    const settings = vscode.workspace.getConfiguration('latentLint');
    const target = vscode.ConfigurationTarget.Workspace;
    await settings.update('decorationsOnly', true, target);
    await diagnosticsWhen(document.uri, (marks) => marks.length === 0);
    assert.ok((await findingsOf(document)).length > 0);
    await settings.update('decorationsOnly', undefined, target);
    await diagnosticsWhen(document.uri, (marks) => marks.length > 0);
  });

  test('goes to the next and to the previous finding', async () => {
    const lines = (await findingsOf(document)).map(({ line }) => line).sort((a, b) => a - b);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const visited: number[] = [];
    while (visited.length < lines.length) {
      await vscode.commands.executeCommand('latentLint.nextFinding');
      visited.push(editor.selection.start.line);
    }
    assert.deepEqual(visited, lines);
    await vscode.commands.executeCommand('latentLint.previousFinding');
    assert.equal(editor.selection.start.line, lines.at(-2));
  });

  test('lists the worst 500 in the Problems view and all elsewhere', async () => {
    const { line } = await worstOf(document);
    const risky = document.lineAt(line).text;
    const many = await openScanned(`${risky}\n`.repeat(1200));
    const { total } = await (await api()).findings({ uri: many.document.uri.toString(), limit: 1 });
    assert.equal(total, 1200);
    assert.equal(findingMarks(many.document.uri).length, 500);
    const rest = vscode.languages.getDiagnostics(many.document.uri).map(({ message }) => message);
    assert.ok(rest.includes('700 more in the findings view.'));
  });

  test('waits while it is paused and goes on afterwards', async () => {
    const { onStatus } = await api();
    const paused = when(onStatus, ({ state }) => state === 'paused');
    await vscode.commands.executeCommand('latentLint.pause');
    await paused;
    const fresh = { text: `The reading room opens at ${Math.random()}.` };
    const waits = when(onStatus, ({ files }) =>
      files.some(({ uri, state }) => uri === document.uri.toString() && state === 'paused'),
    );
    const scan = andRescan(document, () =>
      editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${JSON.stringify(fresh)}\n`)),
    );
    await waits;
    await vscode.commands.executeCommand('latentLint.resume');
    assert.equal((await scan).scoredNow, 1);
  });

  test('comes back with the same findings after a restart', async () => {
    const before = await findingsOf(document);
    const { onScanFinished } = await api();
    const scan = when(onScanFinished, ({ uri }) => uri === document.uri.toString());
    await vscode.commands.executeCommand('latentLint.restart');
    assert.equal((await scan).scoredNow, 0);
    assert.deepEqual(await findingsOf(document), before);
  });

  test('opens the example by a command', async () => {
    await vscode.commands.executeCommand('latentLint.openExample');
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.languageId, 'jsonl');
    assert.ok(shown.uri.path.endsWith('/advice.jsonl'));
  });
});

async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<{ contents: vscode.MarkdownString[] }[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n');
}
