import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogOutputChannel } from 'vscode';
import type { ServerLink } from '../../../extension/client.ts';
import { VisibleLines } from '../../../extension/visible-lines.ts';
import type { StatusParams } from '../../../server/protocol.ts';

vi.mock('vscode', () => {
  const nothing = { dispose: () => undefined };
  const range = { start: { line: 3 }, end: { line: 7 } };
  return {
    Disposable: { from: () => nothing },
    window: {
      onDidChangeVisibleTextEditors: () => nothing,
      onDidChangeTextEditorVisibleRanges: () => nothing,
      visibleTextEditors: [
        {
          document: { uri: { scheme: 'file', toString: () => 'file:///d/a.jsonl' } },
          visibleRanges: [range],
        },
      ],
    },
  };
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What the log says when a file becomes known to a server that takes lines in this way. */
async function logged(showLines: ServerLink['showLines']): Promise<unknown[][]> {
  const warn = vi.fn();
  let tell: (status: Pick<StatusParams, 'files'>) => void = () => undefined;
  const link = { showLines, onStatus: (listener: typeof tell) => (tell = listener) };
  new VisibleLines(link as unknown as ServerLink, { warn } as unknown as LogOutputChannel);
  tell({ files: [{ uri: 'file:///d/a.jsonl' }] as unknown as StatusParams['files'] });
  await vi.advanceTimersByTimeAsync(1000);
  return warn.mock.calls;
}

test('a server that knows a file is told which of its lines are on screen', async () => {
  const showLines = vi.fn(() => Promise.resolve());
  expect(await logged(showLines)).toEqual([]);
  expect(showLines.mock.calls).toEqual([
    [{ uri: 'file:///d/a.jsonl', ranges: [{ start: 3, end: 8 }] }],
  ]);
});

test('lines that a server which stops cannot be told are a line of the log', async () => {
  expect(await logged(() => Promise.reject(new Error('The server stopped.')))).toEqual([
    ['The server could not be told which lines are on screen: The server stopped.'],
  ]);
});
