import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { expect, test, vi } from 'vitest';
import { clientOptions } from '../../../extension/client-options.ts';
import type { OwnFeature } from '../../../server/core/own-features/own-feature.ts';
import { hover } from '../../../server/features/hover.ts';
import { Shelf } from '../../../server/features/own-features/shelf.ts';
import { IgnoreList } from '../../../server/store/ignore-list.ts';
import { scan, textLine } from '../features/scanned.ts';

vi.mock('vscode', () => ({
  Uri: { joinPath: (...parts: string[]) => parts.join('/') },
  workspace: {
    workspaceFolders: [{ uri: 'file:///a' }, { uri: 'file:///b' }],
    getConfiguration: (_: string, scope: string | null) => ({
      get: () => (scope === 'file:///b' ? ['**/*.txt', 5] : ['**/*.jsonl']),
    }),
  },
}));
vi.mock('vscode-languageclient/node', () => ({
  RevealOutputChannelOn: { Never: 4 },
  TransportKind: { ipc: 1 },
}));

const context = {
  asAbsolutePath: (path: string) => path,
  extensionUri: 'file:///extension',
  globalStorageUri: { fsPath: '/storage' },
} as unknown as ExtensionContext;
const options = clientOptions(context, {} as LogOutputChannel, {});

test('files that any folder includes are handed over', () => {
  expect(options.documentSelector).toEqual([
    { scheme: 'file', language: 'jsonl' },
    { scheme: 'file', pattern: '**/*.jsonl' },
    { scheme: 'file', pattern: '**/*.txt' },
    { scheme: 'untitled', language: 'jsonl' },
    { scheme: 'untitled', pattern: '**/*.jsonl' },
    { scheme: 'untitled', pattern: '**/*.txt' },
  ]);
});

test('a hover may run the commands of its links and no others', async () => {
  const chat = { messages: [{ role: 'assistant', content: '0.25' }] };
  const scanned = await scan([textLine('0.25'), JSON.stringify(chat)]);
  const { uri } = scanned.file;
  const list = new IgnoreList('/nowhere/ignore.jsonl');
  scanned.context.ignores.set(uri, list);
  const { own } = scanned.context;
  own.shelf = () => new Shelf('/nowhere', () => undefined);
  const commandsOf = (line: number) => {
    const position = { line, character: 0 };
    const text = JSON.stringify(hover({ textDocument: { uri }, position }, scanned.context));
    return Array.from(text.matchAll(/\(command:([^?]*)\?/g), ([, name]) => name ?? '');
  };
  const offered = [...commandsOf(0), ...commandsOf(1)];
  const feature = { id: 'pump-talk', title: 'Pump talk' } as OwnFeature;
  own.marksOf = () => [{ feature, sign: 'positive' }];
  offered.push(...commandsOf(0));
  list.find = (contentHash) => ({ contentHash, reason: '', feature: '', created: '' });
  const all = new Set([...offered, ...commandsOf(0)]);
  const trusted = options.markdown?.isTrusted;
  expect(typeof trusted === 'object' && [...trusted.enabledCommands].sort()).toEqual(
    [...all].sort(),
  );
});
