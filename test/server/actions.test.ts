import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { serverCommands, type ActionResult, type SampleAction } from '../../server/protocol.ts';
import { LspClient } from './lsp-client.ts';
import { chat, ordinary, risky } from './samples.ts';

const lines = [
  chat(...ordinary[0]),
  `  ${chat(...risky[1])}`,
  '',
  chat(...ordinary[1]).replace(' and ', ' \\u0061nd 😀 '),
];

describe('the actions of a flagged line', () => {
  let client: LspClient;
  let folder: string;
  let uri: string;
  let count = 0;
  const text = `${lines.join('\r\n')}\r\n`;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
    client = await LspClient.start({
      folder,
      settings: () => ({ threshold: { mode: 'percentile', filePercentile: 100 } }),
    });
  });

  afterAll(async () => {
    await client.stop();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    uri = pathToFileURL(path.join(folder, `data ${(count += 1)}.jsonl`)).href;
    await client.open(uri, text);
    return () => client.close(uri);
  });

  async function action(title: RegExp, line = 1): Promise<CodeAction> {
    const actions = await client.codeActions(uri, line);
    const found = actions.find((candidate) => title.test(candidate.title));
    if (found === undefined) throw new Error(`Not offered: ${String(title)}`);
    return found;
  }

  async function run(
    { command }: CodeAction,
    more: Partial<SampleAction> = {},
  ): Promise<ActionResult> {
    const [argument] = (command?.arguments ?? []) as SampleAction[];
    if (command === undefined || argument === undefined) throw new Error('No command.');
    return client.execute(command.command, { ...argument, ...more });
  }

  test('each is offered as a quick fix of the diagnostic', async () => {
    const actions = await client.codeActions(uri, 1);
    expect(actions.map(({ title }) => title)).toEqual([
      'Remove this sample',
      'Set the weight of this sample to 0',
      `Move this sample to data ${count}.quarantine.jsonl`,
      'Ignore this sample…',
      'Remove every sample at or above this risk (1)…',
    ]);
    for (const { kind, diagnostics } of actions) {
      expect(kind).toBe('quickfix');
      expect(diagnostics).toEqual(client.of(uri));
    }
    const others = await client.codeActions(uri, 0);
    expect(others.every(({ kind }) => kind === 'refactor.rewrite')).toBe(true);
    expect(others).toHaveLength(5);
    expect(await client.codeActions(uri, 2)).toEqual([]);
  });

  test('remove takes out the line and leaves every other byte', async () => {
    expect(await run(await action(/^Remove this/))).toEqual({
      done: true,
      message: 'Removed 1 sample.',
    });
    expect(client.editor.text(uri)).toBe(text.replace(`${lines[1] ?? ''}\r\n`, ''));
  });

  test('weight 0 changes the line only where it must', async () => {
    expect(await run(await action(/weight/))).toMatchObject({ done: true });
    const changed = client.editor.text(uri).split('\r\n');
    expect(changed.toSpliced(1, 1)).toEqual(text.split('\r\n').toSpliced(1, 1));
    const sample = JSON.parse(changed[1] ?? '') as { messages: { weight?: number }[] };
    expect(sample.messages.map(({ weight }) => weight)).toEqual([undefined, 0]);
  });

  test('quarantine moves the line unchanged, in one edit, onto a line of its own', async () => {
    const quarantine = uri.replace(/\.jsonl$/, '.quarantine.jsonl');
    const edits = client.editor.edits.length;
    expect(await run(await action(/quarantine/))).toEqual({
      done: true,
      message: 'Moved 1 sample.',
      quarantine,
    });
    expect(client.editor.edits).toHaveLength(edits + 1);
    expect(client.editor.text(quarantine)).toBe(`${lines[1] ?? ''}\r\n`);
    expect(client.editor.text(uri)).toBe(text.replace(`${lines[1] ?? ''}\r\n`, ''));
  });

  test('quarantine goes on after a last line that has no line break', async () => {
    const quarantine = uri.replace(/\.jsonl$/, '.quarantine.jsonl');
    await writeFile(new URL(quarantine), '{"old": 1}');
    client.editor.open(quarantine, '{"old": 1}');
    expect(await run(await action(/quarantine/))).toMatchObject({ done: true });
    expect(client.editor.text(quarantine)).toBe(`{"old": 1}\r\n${lines[1] ?? ''}\r\n`);
  });

  test('all at or above a risk go after a confirmation', async () => {
    expect(await run(await action(/^Remove every/, 0))).toMatchObject({ done: true });
    const annotations = Object.values(client.editor.edits.at(-1)?.changeAnnotations ?? {});
    expect(annotations.some(({ needsConfirmation }) => needsConfirmation)).toBe(true);
    expect(client.editor.text(uri)).not.toContain(lines[1]);
    expect(client.editor.text(uri)).not.toContain(lines[0]);
  });

  test('an ignored sample is no finding, is kept with its reason, and can come back', async () => {
    const published = client.nextDiagnostics(uri);
    expect(await run(await action(/^Ignore/), { reason: 'a test *case*' })).toMatchObject({
      done: true,
    });
    expect((await published).diagnostics).toEqual([]);
    const kept = await readFile(path.join(folder, '.latent-lint/ignore.jsonl'), 'utf8');
    expect(JSON.parse(kept)).toMatchObject({ reason: 'a test *case*' });
    expect(kept).not.toContain('ambulance');
    const hover = await client.hover(uri, { line: 1, character: 20 });
    expect(JSON.stringify(hover?.contents)).toContain('ignored: a test \\\\*case\\\\*');
    const back = client.nextDiagnostics(uri);
    expect(await run(await action(/^Stop ignoring/))).toMatchObject({ done: true });
    expect((await back).diagnostics).toHaveLength(1);
  });

  test('an action of a line that moved finds its sample, one of a line that changed is refused', async () => {
    const remove = await action(/^Remove this/);
    const start = { line: 0, character: 0 };
    await client.edit(uri, '{"text": "A new first line."}\r\n', { start, end: start });
    expect(await run(remove)).toMatchObject({ done: true });
    const left = client.editor.text(uri);
    expect(left).not.toContain('ambulance');
    const again = await run(remove);
    expect(again.done).toBe(false);
    expect(again.message).toMatch(/^The sample has changed or moved/);
    expect(client.editor.text(uri)).toBe(left);
  });

  test('an action is refused when two lines could be meant', async () => {
    const remove = await action(/^Remove this/);
    await client.edit(uri, ['', '', lines[1], lines[1]].join('\r\n'));
    expect(await run(remove)).toMatchObject({ done: false });
  });

  test('when the editor refuses the edit, nothing happens', async () => {
    client.acceptEdits = false;
    try {
      expect(await run(await action(/quarantine/))).toMatchObject({ done: false });
      expect(client.editor.text(uri)).toBe(text);
    } finally {
      client.acceptEdits = true;
    }
  });

  test('a command without a sample, or of another name, is refused in a sentence', async () => {
    const sample = { uri, line: 1, contentHash: 'none' };
    expect(await client.execute(serverCommands.removeSample, sample)).toMatchObject({
      done: false,
    });
    const bad = { uri: 5, line: -1 } as unknown as SampleAction;
    expect(await client.execute(serverCommands.removeSample, bad)).toMatchObject({ done: false });
  });
});
