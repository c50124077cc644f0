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

/** How the server is started: a program and its arguments. */
export type ServerCommand = readonly [program: string, ...args: string[]];

const ownServer: ServerCommand = [
  process.execPath,
  fileURLToPath(new URL('./server.cjs', import.meta.url)),
  '--stdio',
];
/** A server that has not ended by then, in milliseconds, is killed. */
const mostPatience = 5_000;

/**
 * The language server as a process of its own, so that a report is made by the very code that draws the map
 * in the editor. Whoever makes one ends it with `stop`, also when it could not be started.
 */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  /** Resolves when the process is there. */
  readonly #spawned: Promise<void>;
  /** Resolves when the process has ended, or could not be started. */
  readonly #gone: Promise<void>;
  readonly #ended: Promise<never>;
  readonly #events = new EventEmitter<{ status: [StatusParams]; finished: [ScanFinishedParams] }>();
  readonly #patience: number;
  #status: StatusParams | null = null;
  #stopping: Promise<void> | null = null;

  constructor(
    onStatus: (status: StatusParams) => void,
    [program, ...args]: ServerCommand = ownServer,
    patience = mostPatience,
  ) {
    this.#patience = patience;
    this.#events.on('status', onStatus);
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.#child;
    this.#spawned = new Promise((resolve) => this.#child.once('spawn', () => resolve()));
    this.#gone = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.on('error', () => {
        // A process that was never there does not exit.
        if (this.#child.pid === undefined) resolve();
      });
    });
    this.#ended = this.#gone.then(() => {
      throw new CannotDo('The server ended before the report was made.');
    });
    // Whoever waits for something waits for this too; nobody else has to hear of it.
    this.#ended.catch(() => undefined);
    if (stdin === null || stdout === null) throw new CannotDo('The server cannot be started.');
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

  /**
   * Waits until the server answers.
   * @throws {CannotDo} when it cannot be started or ends.
   */
  async start(options: InitializationOptions): Promise<void> {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: {},
      initializationOptions: options,
    });
    await this.#connection.sendNotification('initialized', {});
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
  async request<R>(name: string, params: object): Promise<R> {
    // A request that is written to no process would end this one.
    await Promise.race([this.#ended, this.#spawned]);
    return Promise.race([this.#connection.sendRequest<R>(name, params), this.#ended]);
  }

  /**
   * Listens for notifications of this name from now on.
   * @returns waits for one that no earlier call has waited for; rejects with {CannotDo} when the server ends.
   */
  listen(name: string): () => Promise<void> {
    let came: () => void = () => undefined;
    const fresh = (): Promise<void> => new Promise((resolve) => (came = resolve));
    let next = fresh();
    this.#connection.onNotification(name, () => came());
    return async () => {
      await Promise.race([next, this.#ended]);
      next = fresh();
    };
  }

  /** Ends the server in good order, or at once when it does not answer in time. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const kill = (): void => void this.#child.kill('SIGKILL');
    const timer = setTimeout(kill, this.#patience);
    try {
      await this.request('shutdown', {});
      await this.#connection.sendNotification('exit');
    } catch {
      kill();
    }
    await this.#gone;
    clearTimeout(timer);
    this.#connection.dispose();
  }
}
