import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-languageserver/node';
import {
  eventLoopRequest,
  type EventLoopResult,
  type SampleAction,
} from '../../server/protocol.ts';
import { LspClient, serverPath, type ClientOptions } from './lsp-client.ts';
import { chat, ordinary, risky } from './samples.ts';

const flagWorst = { threshold: { mode: 'percentile', filePercentile: 100 } };
const text = `${chat(...ordinary[0])}\n${chat(...risky[1])}\n`;
const uri = 'file:///data/file.jsonl';

describe('all sorts of clients', () => {
  let client: LspClient | null = null;

  async function start(options: ClientOptions = {}): Promise<LspClient> {
    client = await LspClient.start(options);
    return client;
  }

  afterEach(async () => {
    await client?.stop();
    client = null;
  });

  test('one that can do nothing special gets diagnostics, hovers and plain edits', async () => {
    const plain = await start({ capabilities: {}, initializationOptions: { settings: flagWorst } });
    expect(await plain.open(uri, text)).toMatchObject({ findings: 1, scoredNow: 2 });
    expect(plain.of(uri).map(({ range }) => range.start.line)).toEqual([1]);
    const [remove] = await plain.codeActions(uri, 1);
    const [argument] = (remove?.command?.arguments ?? []) as SampleAction[];
    if (argument === undefined) throw new Error('Nothing was offered.');
    expect(await plain.execute(remove?.command?.command ?? '', argument)).toMatchObject({
      done: true,
    });
    expect(plain.editor.text(uri)).toBe(`${chat(...ordinary[0])}\n`);
    // The scan of what is left may end before this or after it.
    const hinted = plain.diagnosticsWhen(uri, () =>
      plain.of(uri).some(({ severity }) => severity === 4),
    );
    await plain.send('workspace/didChangeConfiguration', {
      settings: { latentLint: { ...flagWorst, severity: { flagged: 'hint', severe: 'hint' } } },
    });
    await hinted;
    expect(plain.of(uri).map(({ severity }) => severity)).toEqual([4]);
  });

  test('one that can show no preview is asked before many lines go', async () => {
    const plain = await start({ capabilities: {}, initializationOptions: { settings: flagWorst } });
    await plain.open(uri, text);
    const actions = await plain.codeActions(uri, 1);
    const all = actions.find(({ title }) => title.startsWith('Remove every'))?.command;
    const [argument] = (all?.arguments ?? []) as SampleAction[];
    if (all === undefined || argument === undefined) throw new Error('It was not offered.');
    expect(await plain.execute(all.command, argument)).toMatchObject({ done: false });
    expect(plain.editor.text(uri)).toBe(text);
    plain.saysYes = true;
    expect(await plain.execute(all.command, argument)).toMatchObject({ done: true });
    expect(plain.editor.text(uri)).toBe(`${chat(...ordinary[0])}\n`);
  });

  test('one that does not ask for command links gets none', async () => {
    const plain = await start({ initializationOptions: { settings: {} } });
    await plain.open(uri, text);
    const hover = await plain.hover(uri, { line: 0, character: 30 });
    expect(JSON.stringify(hover?.contents)).toContain('Cosine');
    expect(JSON.stringify(hover?.contents)).not.toContain('command:');
  });

  test('a file is scored on save, or only when asked to', async () => {
    const run = { current: 'onSave' };
    const some = await start({ settings: () => ({ run: run.current }) });
    await some.open(uri, text);
    const start0 = { line: 0, character: 0 };
    const version = some.editor.change(uri, '{"text":"One more."}\n', {
      start: start0,
      end: start0,
    });
    const waiting = some.status(({ files }) =>
      files.some((file) => file.version === version && file.state === 'waiting'),
    );
    await some.sendChange(uri, version, '{"text":"One more."}\n', { start: start0, end: start0 });
    await waiting;
    const saved = some.scanFinished(uri, version);
    await some.send('textDocument/didSave', { textDocument: { uri } });
    expect(await saved).toMatchObject({ version, scoredNow: 1 });
    run.current = 'manual';
    await some.send('workspace/didChangeConfiguration', { settings: null });
    const other = 'file:///data/manual.jsonl';
    const idle = some.status(({ files }) =>
      files.some((file) => file.uri === other && file.state === 'waiting'),
    );
    const finished = some.open(other, text);
    await idle;
    await some.control({ action: 'scan', uri: other });
    expect(await finished).toMatchObject({ samples: 2 });
  });

  test('a file that is left out says why, and is scored once it is let in', async () => {
    const settings = { current: { exclude: ['**/data/**'] } };
    const some = await start({ settings: () => settings.current });
    const off = some.status(({ files }) => files.some((file) => file.state === 'off'));
    const finished = some.open(uri, text);
    expect((await off).files[0]?.message).toContain('latentLint.exclude');
    expect(await some.hover(uri, { line: 1, character: 20 })).toBeNull();
    expect(await some.codeActions(uri, 1)).toEqual([]);
    settings.current = { exclude: [] };
    await some.send('workspace/didChangeConfiguration', { settings: null });
    expect(await finished).toMatchObject({ samples: 2, scoredNow: 2 });
  });

  test('while everything is off no model is loaded', async () => {
    const settings = { current: { enable: false } };
    const some = await start({ settings: () => settings.current });
    const off = some.status(({ files }) => files.some((file) => file.state === 'off'));
    const finished = some.open(uri, text);
    expect((await off).state).toBe('off');
    expect(some.scorerPids).toEqual([]);
    settings.current = { enable: true };
    await some.send('workspace/didChangeConfiguration', { settings: null });
    expect(await finished).toMatchObject({ samples: 2 });
    expect(some.scorerPids).toHaveLength(1);
  });

  test('a pack that will not do is said in a sentence, and another one is taken at once', async () => {
    const settings = { current: { pack: '/nowhere/at/all' } };
    const some = await start({ settings: () => settings.current });
    const failed = some.status(({ state }) => state === 'failed');
    const finished = some.open(uri, text);
    expect((await failed).message).toMatch(/^[A-Z].*\.$/);
    settings.current = { pack: '' };
    await some.send('workspace/didChangeConfiguration', { settings: null });
    expect(await finished).toMatchObject({ samples: 2, scoredNow: 2 });
  });

  test('a long scan shows its progress, and can be stopped there', async () => {
    const some = await start();
    const lines = Array.from({ length: 400 }, (_, index) => chat(`Ask ${index}`, `Say ${index}.`));
    const begun = some.progress('begin');
    const open = some.open(uri, lines.join('\n'));
    const token = await begun;
    const ended = some.progress('end');
    const cancelled = some.status(({ files }) => files.some(({ state }) => state === 'cancelled'));
    await some.send('window/workDoneProgress/cancel', { token });
    expect(await ended).toBe(token);
    expect((await cancelled).files[0]?.done).toBeLessThan(400);
    await some.edit(uri, chat(...ordinary[1]));
    expect(await open).toMatchObject({ samples: 1 });
  });

  test('an ignore list that changes on disk counts at once', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'latent-lint-'));
    const file = pathToFileURL(path.join(folder, 'a.jsonl')).href;
    const some = await start({ settings: () => flagWorst });
    await some.open(file, text);
    const { findings } = await some.findings({ uri: file });
    await mkdir(path.join(folder, '.latent-lint'));
    const list = path.join(folder, '.latent-lint/ignore.jsonl');
    await writeFile(list, JSON.stringify({ contentHash: findings[0]?.contentHash }));
    const published = some.nextDiagnostics(file);
    const changes = [{ uri: pathToFileURL(list).href, type: 1 }];
    await some.send('workspace/didChangeWatchedFiles', { changes });
    expect((await published).diagnostics).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('stored scores of every pack are forgotten, or it says that they are not', async () => {
    const storageFolder = await mkdtemp(path.join(tmpdir(), 'latent-lint-scores-'));
    const other = path.join(storageFolder, 'scores-1', 'another-pack', '1-a.scores');
    await mkdir(path.dirname(other), { recursive: true });
    await writeFile(other, '');
    const some = await start({ initializationOptions: { storageFolder } });
    await some.control({ action: 'clear' });
    expect(await readdir(path.dirname(path.dirname(other))).catch(() => [])).not.toContain(
      'another-pack',
    );
    await some.stop();
    const file = path.join(storageFolder, 'a file');
    await writeFile(file, '');
    const refused = await start({ initializationOptions: { storageFolder: file } });
    await expect(refused.control({ action: 'clear' })).rejects.toThrow(
      'Not all stored scores could be removed',
    );
    await rm(storageFolder, { recursive: true });
  });

  test('the event loop can be watched during a scan', async () => {
    const some = await start();
    await some.logged(/is ready; \d+ stored/);
    const ask = async (action: string): Promise<EventLoopResult | null> =>
      some.connection.sendRequest(eventLoopRequest, { action });
    expect(await ask('start')).toBeNull();
    await some.open(uri, text);
    const seen = await ask('stop');
    expect(seen?.max).toBeGreaterThanOrEqual(seen?.p50 ?? Infinity);
    expect(await ask('stop')).toBeNull();
    await expect(ask('explode')).rejects.toThrow('The request eventLoop has parameters');
  });

  test('when the server is killed its scoring processes end too', async () => {
    const some = await start();
    await some.open(uri, text);
    const [pid] = some.scorerPids;
    const ended = once(some.child, 'exit');
    some.child.kill('SIGKILL');
    await ended;
    client = null;
    await expect.poll(() => isRunning(pid ?? 0), { timeout: 30_000 }).toBe(false);
  });

  test('it speaks over the channel of a child process, and ends with it', async () => {
    const child = fork(serverPath, ['--node-ipc'], { stdio: 'pipe' });
    const connection = createMessageConnection(
      new IPCMessageReader(child),
      new IPCMessageWriter(child),
    );
    connection.listen();
    const answer = await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    expect(answer).toMatchObject({ capabilities: { hoverProvider: true } });
    const ended = once(child, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toEqual([0, null]);
    connection.dispose();
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
