import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { mapChangedNotification, type MapChangedParams } from '../server/map-protocol.ts';
import {
  ownFeaturesChangedNotification,
  type OwnFeaturesChangedParams,
} from '../server/own-feature-protocol.ts';
import {
  controlRequest,
  findingsRequest,
  scanFinishedNotification,
  statusNotification,
  visibleLinesNotification,
  type ControlParams,
  type FindingsParams,
  type FindingsResult,
  type ScanFinishedParams,
  type StatusParams,
  type VisibleLinesParams,
} from '../server/protocol.ts';
import { atMost, WorkQueue } from './work-queue.ts';

/** A server that has not started after so many milliseconds is left behind when another one is wanted. */
const longestWait = 10_000;

const starting: StatusParams = {
  state: 'starting',
  message: 'Latent Lint is starting.',
  pack: null,
  workers: 0,
  files: [],
};

/**
 * The running server as the rest of the extension sees it. It outlives restarts: each start makes a new client,
 * and the events and the last status stay where they are.
 */
export class ServerLink implements vscode.Disposable {
  readonly #makeClient: () => LanguageClient;
  readonly #statusChanged = new vscode.EventEmitter<StatusParams>();
  readonly #scanFinished = new vscode.EventEmitter<ScanFinishedParams>();
  readonly #mapChanged = new vscode.EventEmitter<MapChangedParams>();
  readonly #ownFeaturesChanged = new vscode.EventEmitter<OwnFeaturesChangedParams>();
  readonly #serverStarted = new vscode.EventEmitter<undefined>();
  readonly #queue = new WorkQueue();
  #client: LanguageClient | undefined;
  /** The start of `#client`; it never rejects. */
  #started: Promise<void> = Promise.resolve();
  #status = starting;

  readonly onStatus = this.#statusChanged.event;
  readonly onScanFinished = this.#scanFinished.event;
  readonly onMapChanged = this.#mapChanged.event;
  readonly onOwnFeaturesChanged = this.#ownFeaturesChanged.event;
  /** A server runs that knows nothing of what was asked of the one before. */
  readonly onStarted = this.#serverStarted.event;

  constructor(makeClient: () => LanguageClient) {
    this.#makeClient = makeClient;
  }

  get status(): StatusParams {
    return this.#status;
  }

  /** Starts the server. A failure becomes the status `failed` with a sentence; it never rejects. */
  start(): Promise<void> {
    return this.#queue.add(() => this.#start());
  }

  /** Stops the server, whatever state it is in. One that is starting is stopped once it has started. */
  stop(): Promise<void> {
    return this.#queue.add(() => this.#stop());
  }

  /** Calls come one after the other, so there is never more than one server that is wanted. */
  restart(): Promise<void> {
    return this.#queue.add(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  async #start(): Promise<void> {
    const client = this.#makeClient();
    const isCurrent = () => client === this.#client;
    this.#client = client;
    this.#setStatus(starting);
    const ifCurrent =
      <T>(listener: (params: T) => void) =>
      (params: T) => {
        if (isCurrent()) {
          listener(params);
        }
      };
    client.onNotification(
      statusNotification,
      ifCurrent((status: StatusParams) => this.#setStatus(status)),
    );
    client.onNotification(
      scanFinishedNotification,
      ifCurrent((scan: ScanFinishedParams) => this.#scanFinished.fire(scan)),
    );
    client.onNotification(
      mapChangedNotification,
      ifCurrent((change: MapChangedParams) => this.#mapChanged.fire(change)),
    );
    client.onNotification(
      ownFeaturesChangedNotification,
      ifCurrent((change: OwnFeaturesChangedParams) => this.#ownFeaturesChanged.fire(change)),
    );
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped && isCurrent()) {
        this.#fail('The scoring server stopped. Restart it, or see the log.');
      } else if (newState === State.Running && isCurrent()) {
        this.#serverStarted.fire(undefined);
      }
    });
    this.#started = client.start().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (isCurrent()) {
        this.#fail(`The scoring server could not be started: ${reason}`);
      }
    });
    await atMost(longestWait, this.#started);
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) {
      // The client refuses to stop while it starts.
      await atMost(
        longestWait,
        this.#started.then(() => stopClient(client)),
      );
    }
  }

  /** All findings, worst first. Without a running server there are none. */
  async findings(params: FindingsParams): Promise<FindingsResult> {
    const client = this.#running();
    return client === undefined
      ? { total: 0, findings: [] }
      : await client.sendRequest<FindingsResult>(findingsRequest, params);
  }

  /** Waits while the server starts. Rejects with one sentence when no server runs or when it refuses. */
  async control(params: ControlParams): Promise<void> {
    await this.#awaited().sendRequest(controlRequest, params);
  }

  /**
   * Any request of the server, unchanged; while the server starts it waits. Rejects with one sentence when no
   * server runs or when it refuses.
   */
  async request(name: string, params: unknown, token: vscode.CancellationToken): Promise<unknown> {
    return this.#awaited().sendRequest<unknown>(name, params, token);
  }

  async showLines(params: VisibleLinesParams): Promise<void> {
    await this.#running()?.sendNotification(visibleLinesNotification, params);
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.#statusChanged.dispose();
    this.#scanFinished.dispose();
    this.#mapChanged.dispose();
    this.#ownFeaturesChanged.dispose();
    this.#serverStarted.dispose();
  }

  /** A client that runs, or that sends what it is given once it does. */
  #awaited(): LanguageClient {
    const client = this.#client;
    if (client?.state !== State.Running && client?.state !== State.Starting) {
      throw new Error('The scoring server does not run. Restart it, or see the log.');
    }
    return client;
  }

  #running(): LanguageClient | undefined {
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  #fail(message: string): void {
    this.#setStatus({ ...starting, state: 'failed', message });
  }

  #setStatus(status: StatusParams): void {
    this.#status = status;
    this.#statusChanged.fire(status);
  }
}

/** The client itself logs when its server does not end in time, and then kills it. */
async function stopClient(client: LanguageClient): Promise<void> {
  if (client.state === State.Running) {
    await client.dispose().catch(() => undefined);
  }
}
