import type { LanguageClient } from 'vscode-languageclient/node';
import { expect, test, vi } from 'vitest';
import { ServerLink } from '../../../extension/client.ts';

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly event = () => ({ dispose: () => undefined });
    fire = () => undefined;
    dispose = () => undefined;
  },
}));
vi.mock('vscode-languageclient/node', () => ({ State: { Stopped: 1, Running: 2, Starting: 3 } }));

/** A client that starts when it is told to, and like the real one refuses to stop before that. */
class FakeClient {
  state = 1;
  started: () => void = () => undefined;
  readonly onNotification = () => ({ dispose: () => undefined });
  readonly onDidChangeState = () => ({ dispose: () => undefined });

  sendRequest(name: string): Promise<null> {
    requests.push(name);
    return Promise.resolve(null);
  }

  start(): Promise<void> {
    this.state = 3;
    return new Promise((resolve) => {
      this.started = () => {
        this.state = 2;
        resolve();
      };
    });
  }

  dispose(): Promise<void> {
    if (this.state === 3) {
      return Promise.reject(new Error('It is starting.'));
    }
    this.state = 1;
    return Promise.resolve();
  }
}

function makeLink(): { link: ServerLink; clients: FakeClient[] } {
  const clients: FakeClient[] = [];
  const link = new ServerLink(() => {
    const client = new FakeClient();
    clients.push(client);
    return client as unknown as LanguageClient;
  });
  return { link, clients };
}

/** What the fake clients were asked, in order. */
const requests: string[] = [];

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const states = (clients: readonly FakeClient[]) => clients.map(({ state }) => state);

test('a restart while the server starts leaves one server alive', async () => {
  const { link, clients } = makeLink();
  void link.start();
  const restarted = link.restart();
  await settle();
  expect(states(clients)).toEqual([3]);
  clients[0]?.started();
  await settle();
  expect(states(clients)).toEqual([1, 3]);
  clients[1]?.started();
  await restarted;
  expect(states(clients)).toEqual([1, 2]);
});

test('restarts at the same time come one after the other', async () => {
  const { link, clients } = makeLink();
  const restarts = Promise.all([link.restart(), link.restart()]);
  await settle();
  clients[0]?.started();
  await settle();
  clients[1]?.started();
  await restarts;
  expect(states(clients)).toEqual([1, 2]);
});

test('a server that takes too long to start is replaced, and stopped when it has started', async () => {
  vi.useFakeTimers();
  const { link, clients } = makeLink();
  void link.start();
  void link.restart();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(states(clients)).toEqual([3, 3]);
  clients[0]?.started();
  await vi.advanceTimersByTimeAsync(0);
  expect(states(clients)).toEqual([1, 3]);
  vi.useRealTimers();
});

test('a command without a server is refused with a sentence, and asks nothing', async () => {
  requests.length = 0;
  const { link } = makeLink();
  for (const action of ['scan', 'pause', 'resume', 'clear'] as const) {
    await expect(link.control({ action })).rejects.toThrow('The scoring server does not run.');
  }
  expect(requests).toEqual([]);
});

test('a command reaches a server that starts', async () => {
  requests.length = 0;
  const { link } = makeLink();
  void link.start();
  await settle();
  await link.control({ action: 'scan' });
  expect(requests).toEqual(['latentLint/control']);
});
