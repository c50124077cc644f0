import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import {
  scanFinishedNotification,
  statusNotification,
  type InitializationOptions,
  type ScanFinishedParams,
  type StatusParams,
} from '../../protocol.ts';
import { CannotDo } from '../cannot-do.ts';

/** A document for the server: its address and its text. */
export interface OpenedFile {
  readonly uri: string;
  readonly text: string;
}

/**
 * The language server as a process of its own, so that a report is made by the very code that draws the map
 * in the editor.
 */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #ended: Promise<never>;
  readonly #events = new EventEmitter<{ status: [StatusParams]; finished: [ScanFinishedParams] }>();
  #status: StatusParams | null = null;

  private constructor() {
    const path = fileURLToPath(new URL('./server.cjs', import.meta.url));
    this.#child = spawn(process.execPath, [path, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) throw new CannotDo('The server cannot be started.');
    this.#ended = new Promise((_, reject) => {
      const fail = (): void => reject(new CannotDo('The server ended before the report was made.'));
      this.#child.once('exit', fail);
      this.#child.once('error', fail);
    });
    // Whoever waits for something waits for this too; nobody else has to hear of it.
    this.#ended.catch(() => undefined);
    this.#connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.#connection.onNotification(statusNotification, (status: StatusParams) => {
      this.#status = status;
      this.#events.emit('status', status);
    });
    this.#connection.onNotification(scanFinishedNotification, (scan: ScanFinishedParams) => {
      this.#events.emit('finished', scan);
    });
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.listen();
  }

  /** Starts a server and waits until it answers. */
  static async start(
    options: InitializationOptions,
    onStatus: (status: StatusParams) => void,
  ): Promise<ServerProcess> {
    const server = new ServerProcess();
    server.#events.on('status', onStatus);
    await server.request('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: {},
      initializationOptions: options,
    });
    await server.#connection.sendNotification('initialized', {});
    return server;
  }

  /** The pack in use; null before it is loaded. */
  get pack(): StatusParams['pack'] {
    return this.#status?.pack ?? null;
  }

  /**
   * Opens a document and waits until every sample has its score.
   * @throws {CannotDo} when the model cannot run or the file is not scored.
   */
  async scan({ uri, text }: OpenedFile): Promise<void> {
    const finished = new Promise<void>((resolve, reject) => {
      this.#events.on('finished', (scan) => {
        if (scan.uri === uri) resolve();
      });
      this.#events.on('status', (status) => {
        const off = status.files.find((file) => file.uri === uri && file.state === 'off');
        if (off !== undefined) reject(new CannotDo(off.message));
        if (status.state === 'failed') reject(new CannotDo(status.message));
      });
    });
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'jsonl', version: 1, text },
    });
    await Promise.race([finished, this.#ended]);
  }

  /** One of the server's requests; the types are those of the map's protocol files. */
  request<R>(name: string, params: object): Promise<R> {
    return Promise.race([this.#connection.sendRequest<R>(name, params), this.#ended]);
  }

  /** Calls `listener` at every notification of this name from now on. */
  listen(name: string, listener: () => void): void {
    this.#connection.onNotification(name, listener);
  }

  /** Ends the server in good order, or at once when it does not answer. */
  async stop(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      await this.request('shutdown', {});
      await this.#connection.sendNotification('exit');
    } catch {
      this.#child.kill('SIGKILL');
    }
    await gone;
    this.#connection.dispose();
  }
}
