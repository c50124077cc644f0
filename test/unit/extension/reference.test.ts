import { expect, test, vi } from 'vitest';
import type { ServerLink } from '../../../extension/client.ts';
import { Reference } from '../../../extension/reference.ts';
import { comparedWith } from '../../../extension/status-text.ts';
import type { OrdinaryView } from '../../../server/own-feature-protocol.ts';

vi.mock('vscode', () => ({
  Disposable: { from: () => undefined },
  EventEmitter: class {
    readonly #listeners: (() => void)[] = [];
    readonly event = (listener: () => void) => this.#listeners.push(listener);
    readonly fire = () => this.#listeners.forEach((listener) => listener());
  },
  workspace: { onDidCloseTextDocument: () => undefined },
}));

const uri = 'file:///d/data.jsonl';
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function makeReference(answer: () => Promise<string>) {
  let changed: (params: object) => void = () => undefined;
  const link = {
    status: { state: 'starting', files: [{ uri }] },
    onOwnFeaturesChanged: (listener: typeof changed) => (changed = listener),
    onStarted: () => undefined,
  };
  const ordinary = vi.fn(async () => ({ reference: await answer() }) as OrdinaryView);
  const reference = new Reference(link as unknown as ServerLink, { ordinary });
  return { reference, ordinary, link, forget: () => changed({ uris: [uri] }) };
}

test('the reference is asked for once the server can say, and again after a change', async () => {
  let words = 'the pack';
  const { reference, ordinary, link, forget } = makeReference(() => Promise.resolve(words));
  const told = vi.fn();
  reference.onChange(told);
  expect(reference.of(uri)).toBe('');
  expect(ordinary).not.toHaveBeenCalled();
  link.status.state = 'ready';
  expect([reference.of(uri), reference.of(uri)]).toEqual(['', '']);
  await settle();
  expect(ordinary).toHaveBeenCalledTimes(1);
  expect(told).toHaveBeenCalledTimes(1);
  expect(reference.of(uri)).toBe('the pack');
  words = 'own data (150 lines) and the pack';
  forget();
  reference.of(uri);
  await settle();
  expect(reference.of(uri)).toBe(words);
});

test('a refusal shows nothing and is not asked for again and again', async () => {
  const { reference, ordinary, link } = makeReference(() => Promise.reject(new Error('Off.')));
  link.status.state = 'ready';
  reference.of(uri);
  await settle();
  expect(reference.of(uri)).toBe('');
  expect(ordinary).toHaveBeenCalledTimes(1);
});

test('the status bar says it in a sentence', () => {
  expect(comparedWith('the pack')).toBe('Samples are compared with the pack.');
  expect(comparedWith('')).toBe('');
});
