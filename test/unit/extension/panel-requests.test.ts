import type { CancellationToken } from 'vscode';
import { expect, test, vi } from 'vitest';
import type { ToPanel } from '../../../extension/panel-protocol.ts';
import { PanelRequests } from '../../../extension/panel-requests.ts';

const editor = vi.hoisted(() => ({
  documents: [] as { uri: string; isDirty: boolean; save: () => Promise<boolean> }[],
}));

vi.mock('vscode', () => ({
  CancellationTokenSource: class {
    readonly token = { isCancellationRequested: false };
    cancel = () => (this.token.isCancellationRequested = true);
    dispose = () => undefined;
  },
  Uri: { parse: (text: string) => ({ path: new URL(text).pathname, toString: () => text }) },
  workspace: {
    get textDocuments() {
      return editor.documents;
    },
  },
}));

type Answer = (name: string, params: unknown, token: CancellationToken) => Promise<unknown>;

function makeRequests(answer: Answer): { requests: PanelRequests; posted: ToPanel[] } {
  const posted: ToPanel[] = [];
  const requests = new PanelRequests({ request: answer }, (message) => posted.push(message));
  return { requests, posted };
}

const ask = { kind: 'request', number: 7, request: 'map', params: { uris: [] } } as const;

test('a request goes to the server under its own name, and its answer to the page', async () => {
  const request = vi.fn<Answer>(() => Promise.resolve({ rows: 3 }));
  const { requests, posted } = makeRequests(request);
  await requests.pass(ask);
  expect(request.mock.calls[0]?.slice(0, 2)).toEqual(['latentLint/map', { uris: [] }]);
  expect(posted).toEqual([{ kind: 'answer', number: 7, result: { rows: 3 } }]);
});

test('a failure is one sentence', async () => {
  const { requests, posted } = makeRequests(() => Promise.reject(new Error('It is off.')));
  await requests.pass(ask);
  expect(posted).toEqual([{ kind: 'failure', number: 7, message: 'It is off.' }]);
});

test('what was asked before a cancellation is cancelled and never answered; later requests are', async () => {
  const waiting: (() => void)[] = [];
  const tokens: CancellationToken[] = [];
  const { requests, posted } = makeRequests((_name, _params, token) => {
    tokens.push(token);
    return new Promise((resolve) => waiting.push(() => resolve(tokens.length)));
  });
  const early = requests.pass(ask);
  requests.cancel();
  const late = requests.pass({ ...ask, number: 8 });
  expect(tokens.map((token) => token.isCancellationRequested)).toEqual([true, false]);
  waiting.forEach((answer) => answer());
  await Promise.all([early, late]);
  expect(posted.map((message) => 'number' in message && message.number)).toEqual([8]);
  requests.dispose();
  expect(tokens.map((token) => token.isCancellationRequested)).toEqual([true, true]);
});

test('quarantine files are saved before the page hears of the move', async () => {
  const quarantine = ['file:///d/a.quarantine.jsonl', 'file:///d/b.quarantine.jsonl'];
  const saved: string[] = [];
  editor.documents = ['file:///d/a.jsonl', ...quarantine].map((uri) => ({
    uri,
    isDirty: true,
    save: () => {
      saved.push(uri);
      return Promise.resolve(!uri.includes('/b.'));
    },
  }));
  const moved = { done: true, message: 'Moved 2 samples.', quarantine };
  const { requests, posted } = makeRequests(() => Promise.resolve(moved));
  await requests.pass({ ...ask, request: 'act' });
  expect(saved).toEqual(quarantine);
  const message =
    'Moved 2 samples. b.quarantine.jsonl could not be saved: save it yourself before you close it.';
  expect(posted).toEqual([{ kind: 'answer', number: 7, result: { ...moved, message } }]);
});

const target = { uris: ['file:///d/a.jsonl'], projection: { kind: 'pca' } };

test.each([
  ['ordinary', { uri: 'file:///d/a.jsonl', change: { kind: 'add', paths: ['/etc/passwd'] } }],
  ['ordinary', { uri: 'file:///d/a.jsonl' }],
  ['ordinary', null],
  ['secondOpinion', { ...target, importPath: '/etc/passwd', forget: null }],
  ['secondOpinion', { ...target, forget: null }],
  ['secondOpinion', 'importPath'],
] as const)('the page cannot have the server read a file: %s %j', async (request, params) => {
  const answer = vi.fn<Answer>(() => Promise.resolve({}));
  const { requests, posted } = makeRequests(answer);
  await requests.pass({ ...ask, request, params });
  expect(answer).not.toHaveBeenCalled();
  const message = 'Files are chosen in the dialogs of the editor.';
  expect(posted).toEqual([{ kind: 'failure', number: 7, message }]);
});

test.each([
  ['ordinary', { uri: 'file:///d/a.jsonl', change: null }],
  ['ordinary', { uri: 'file:///d/a.jsonl', change: { kind: 'clear' } }],
  ['secondOpinion', { ...target, importPath: null, forget: 'scores.csv' }],
] as const)('what names no file is passed on as it is: %s %j', async (request, params) => {
  const answer = vi.fn<Answer>(() => Promise.resolve({}));
  const { requests, posted } = makeRequests(answer);
  await requests.pass({ ...ask, request, params });
  expect(answer.mock.calls[0]?.slice(0, 2)).toEqual([`latentLint/${request}`, params]);
  expect(posted).toEqual([{ kind: 'answer', number: 7, result: {} }]);
});
