import { expect, test, vi } from 'vitest';
import type { LogOutputChannel } from 'vscode';
import type { ServerLink } from '../../../extension/client.ts';
import { Decorations } from '../../../extension/decorations.ts';
import type { FileStatus, StatusParams } from '../../../server/protocol.ts';

const uri = 'file:///d/data.jsonl';

vi.mock('vscode', () => {
  const nothing = { dispose: () => undefined };
  return {
    Disposable: { from: () => nothing },
    OverviewRulerLane: { Right: 4 },
    ThemeColor: Object,
    window: {
      createTextEditorDecorationType: () => nothing,
      onDidChangeVisibleTextEditors: () => nothing,
      visibleTextEditors: [
        {
          document: { uri: { toString: () => 'file:///d/data.jsonl' }, version: 1 },
          setDecorations: () => undefined,
        },
      ],
    },
    workspace: {
      getConfiguration: () => ({ get: () => false }),
      onDidChangeConfiguration: () => nothing,
    },
  };
});

const warn = vi.fn();
const log = { warn } as unknown as LogOutputChannel;

test('findings are fetched when their number has changed and when the scan is finished', async () => {
  vi.useFakeTimers();
  const findings = vi.fn(() => Promise.resolve({ total: 0, findings: [] }));
  let tell: (status: Partial<StatusParams>) => void = () => undefined;
  let finish: () => void = () => undefined;
  const link = {
    status: { files: [{ uri }] },
    findings,
    onStatus: (listener: typeof tell) => (tell = listener),
    onScanFinished: (listener: typeof finish) => (finish = listener),
  };
  new Decorations(link as unknown as ServerLink, log);
  const fetches = async (file: Partial<FileStatus>) => {
    findings.mockClear();
    tell({ files: [{ uri, ...file } as FileStatus] });
    await vi.advanceTimersByTimeAsync(1000);
    return findings.mock.calls.length;
  };
  expect(await fetches({ findings: 0, done: 0 })).toBe(1);
  expect(await fetches({ findings: 0, done: 9 })).toBe(0);
  expect(await fetches({ findings: 1, done: 10 })).toBe(1);
  expect(await fetches({ findings: 1, done: 20 })).toBe(0);
  finish();
  expect(await fetches({ findings: 1, done: 20 })).toBe(1);
  vi.useRealTimers();
});

test('findings that a server which stops does not send are a line of the log', async () => {
  vi.useFakeTimers();
  let finish: () => void = () => undefined;
  const link = {
    status: { files: [{ uri }] },
    findings: () => Promise.reject(new Error('The server stopped.')),
    onStatus: () => undefined,
    onScanFinished: (listener: typeof finish) => (finish = listener),
  };
  new Decorations(link as unknown as ServerLink, log);
  finish();
  await vi.advanceTimersByTimeAsync(1000);
  expect(warn.mock.calls).toEqual([
    ['The marks of findings could not be drawn: The server stopped.'],
  ]);
  vi.useRealTimers();
});
