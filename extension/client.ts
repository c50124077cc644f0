import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
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
  #client: LanguageClient | undefined;
  #stopping = false;
  #status = starting;

  readonly onStatus = this.#statusChanged.event;
  readonly onScanFinished = this.#scanFinished.event;

  constructor(makeClient: () => LanguageClient) {
    this.#makeClient = makeClient;
  }

  get status(): StatusParams {
    return this.#status;
  }

  /** Starts the server. A failure becomes the status `failed` with a sentence; it never rejects. */
  async start(): Promise<void> {
    this.#setStatus(starting);
    this.#stopping = false;
    const client = this.#makeClient();
    this.#client = client;
    client.onNotification(statusNotification, (status: StatusParams) => this.#setStatus(status));
    const finished = (scan: ScanFinishedParams) => this.#scanFinished.fire(scan);
    client.onNotification(scanFinishedNotification, finished);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped && !this.#stopping && client === this.#client) {
        this.#fail('The scoring server stopped. Restart it, or see the log.');
      }
    });
    try {
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#fail(`The scoring server could not be started: ${reason}`);
    }
  }

  /** Stops the server, whatever state it is in. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const client = this.#client;
    this.#client = undefined;
    if (client?.state === State.Running) {
      await client.dispose();
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** All findings, worst first. Without a running server there are none. */
  async findings(params: FindingsParams): Promise<FindingsResult> {
    const client = this.#running();
    return client === undefined
      ? { total: 0, findings: [] }
      : await client.sendRequest<FindingsResult>(findingsRequest, params);
  }

  /** Rejects when the server refuses. Without a running server nothing happens. */
  async control(params: ControlParams): Promise<void> {
    await this.#running()?.sendRequest(controlRequest, params);
  }

  async showLines(params: VisibleLinesParams): Promise<void> {
    await this.#running()?.sendNotification(visibleLinesNotification, params);
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.#statusChanged.dispose();
    this.#scanFinished.dispose();
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
