import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type {
  ApplyWorkspaceEditParams,
  CodeAction,
  Diagnostic,
  Hover,
  Position,
  PublishDiagnosticsParams,
} from 'vscode-languageserver';
import {
  controlRequest,
  findingsRequest,
  scanFinishedNotification,
  statusNotification,
  type ActionResult,
  type ControlParams,
  type FindingsParams,
  type FindingsResult,
  type SampleAction,
  type ScanFinishedParams,
  type StatusParams,
} from '../../server/protocol.ts';
import { EventStream } from './event-stream.ts';
import { FakeEditor } from './fake-editor.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const serverPath = path.join(root, 'dist/server.cjs');

export interface ClientOptions {
  readonly initializationOptions?: object;
  readonly capabilities?: object;
  /** The section `latentLint`, or what it is for one file. */
  readonly settings?: (uri: string | undefined) => unknown;
  readonly folder?: string;
}

interface ProgressParams {
  readonly token: string | number;
  readonly value: { readonly kind: string; readonly percentage?: number };
}

interface ClientEvents extends Record<string, unknown[]> {
  diagnostics: [PublishDiagnosticsParams];
  scanFinished: [ScanFinishedParams];
  status: [StatusParams];
  log: [string];
  progress: [token: ProgressParams['token'], value: ProgressParams['value']];
}

const capabilities = {
  workspace: {
    configuration: true,
    applyEdit: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create'],
      changeAnnotationSupport: {},
    },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true },
  textDocument: { publishDiagnostics: { versionSupport: true } },
};

/** The built server, spoken to over its standard input and output, as any editor would. */
export class LspClient {
  readonly events = new EventStream<ClientEvents>();
  readonly editor = new FakeEditor();
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
  readonly diagnostics = new Map<string, PublishDiagnosticsParams>();
  readonly logs: string[] = [];
  readonly #open = new Set<string>();
  /** What the client answers to `workspace/applyEdit`. */
  acceptEdits = true;
  /** Whether the client takes the first choice of a question, or none. */
  saysYes = false;
  settings: (uri: string | undefined) => unknown = () => ({});

  private constructor() {
    this.child = spawn(process.execPath, [serverPath, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdin, stdout } = this.child;
    if (stdin === null || stdout === null) throw new Error('The server has no standard streams.');
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
  }

  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const client = new LspClient();
    client.settings = options.settings ?? client.settings;
    client.#listen();
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: options.folder
        ? [{ uri: `file://${options.folder}`, name: 'workspace' }]
        : null,
      capabilities: options.capabilities ?? capabilities,
      initializationOptions: options.initializationOptions,
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  /** Opens a document; resolves when its scan is finished. */
  async open(uri: string, text: string): Promise<ScanFinishedParams> {
    const finished = this.scanFinished(uri, 1);
    await this.send('textDocument/didOpen', {
      textDocument: { uri, languageId: 'jsonl', version: 1, text },
    });
    this.editor.open(uri, text);
    this.#open.add(uri);
    return finished;
  }

  async send(method: string, params: object): Promise<void> {
    await this.connection.sendNotification(method, params);
  }

  /** Replaces a range (all of the text without one); resolves when the scan of the new text is finished. */
  async edit(
    uri: string,
    newText: string,
    range?: { start: Position; end: Position },
  ): Promise<ScanFinishedParams> {
    const version = this.editor.change(uri, newText, range);
    const finished = this.scanFinished(uri, version);
    await this.sendChange(uri, version, newText, range);
    return finished;
  }

  async sendChange(
    uri: string,
    version: number,
    text: string,
    range?: { start: Position; end: Position },
  ): Promise<void> {
    await this.send('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.send('textDocument/didClose', { textDocument: { uri } });
    this.editor.close(uri);
    this.#open.delete(uri);
  }

  /** The next end of a scan of this version or a later one. */
  async scanFinished(uri: string, version = 0): Promise<ScanFinishedParams> {
    for await (const [params] of this.events.each('scanFinished')) {
      if (params.uri === uri && params.version >= version) return params;
    }
    throw new Error('The server ended.');
  }

  async status(accept: (status: StatusParams) => boolean): Promise<StatusParams> {
    for await (const [params] of this.events.each('status')) if (accept(params)) return params;
    throw new Error('The server ended.');
  }

  /** Resolves to the first match of a log message, also of those that came before. */
  async logged(pattern: RegExp): Promise<RegExpMatchArray> {
    for (const text of this.logs) {
      const match = pattern.exec(text);
      if (match !== null) return match;
    }
    for await (const [text] of this.events.each('log')) {
      const match = pattern.exec(text);
      if (match !== null) return match;
    }
    throw new Error('The server ended.');
  }

  /** The next diagnostics of a file. */
  async nextDiagnostics(uri: string): Promise<PublishDiagnosticsParams> {
    for await (const [params] of this.events.each('diagnostics')) {
      if (params.uri === uri) return params;
    }
    throw new Error('The server ended.');
  }

  /** Resolves when the diagnostics of a file are, or have become, as wanted. */
  async diagnosticsWhen(uri: string, accept: () => boolean): Promise<void> {
    const news = this.events.each('diagnostics');
    // Listening begins with the first call.
    let next = news.next();
    while (!accept()) {
      if ((await next).done === true) throw new Error(`The server ended before ${uri}.`);
      next = news.next();
    }
  }

  /** The token of the next progress that begins or ends. */
  async progress(kind: 'begin' | 'end'): Promise<string | number> {
    for await (const [token, value] of this.events.each('progress')) {
      if (value.kind === kind) return token;
    }
    throw new Error('The server ended.');
  }

  of(uri: string): readonly Diagnostic[] {
    return this.diagnostics.get(uri)?.diagnostics ?? [];
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    const params = { textDocument: { uri }, position };
    return this.connection.sendRequest('textDocument/hover', params);
  }

  async codeActions(uri: string, line: number): Promise<CodeAction[]> {
    const at = { line, character: 0 };
    const onLine = this.of(uri).filter(({ range }) => range.start.line === line);
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: onLine },
    });
  }

  async execute(command: string, action: SampleAction): Promise<ActionResult> {
    const params = { command, arguments: [action] };
    return this.connection.sendRequest('workspace/executeCommand', params);
  }

  async findings(params: FindingsParams): Promise<FindingsResult> {
    return this.connection.sendRequest(findingsRequest, params);
  }

  async control(params: ControlParams): Promise<void> {
    await this.connection.sendRequest(controlRequest, params);
  }

  /** Process ids of the scoring processes, as the log told them. */
  get scorerPids(): number[] {
    return this.logs.flatMap((text) => {
      const pid = /^Scoring process (\d+) is ready/.exec(text)?.[1];
      return pid === undefined ? [] : [Number(pid)];
    });
  }

  /** Ends the server as an editor does. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }

  /** An editor tells of its own edits before it answers; it tells nothing of files that are not open. */
  async #tellChange(uri: string): Promise<void> {
    if (!this.#open.has(uri)) return;
    await this.sendChange(uri, this.editor.version(uri), this.editor.text(uri));
  }

  #listen(): void {
    const { connection } = this;
    connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: PublishDiagnosticsParams) => {
        this.diagnostics.set(params.uri, params);
        this.events.emit('diagnostics', params);
      },
    );
    connection.onNotification(scanFinishedNotification, (params: ScanFinishedParams) =>
      this.events.emit('scanFinished', params),
    );
    connection.onNotification(statusNotification, (params: StatusParams) =>
      this.events.emit('status', params),
    );
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logs.push(message);
      this.events.emit('log', message);
    });
    connection.onNotification('$/progress', ({ token, value }: ProgressParams) =>
      this.events.emit('progress', token, value),
    );
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest(
      'window/showMessageRequest',
      ({ actions }: { actions?: { title: string }[] }) =>
        (this.saysYes ? actions?.[0] : undefined) ?? null,
    );
    connection.onRequest(
      'workspace/configuration',
      ({ items }: { items: { scopeUri?: string }[] }) =>
        items.map(({ scopeUri }) => this.settings(scopeUri)),
    );
    connection.onRequest('workspace/applyEdit', async ({ edit }: ApplyWorkspaceEditParams) => {
      if (!this.acceptEdits || !this.editor.apply(edit)) return { applied: false };
      for (const change of edit.documentChanges ?? []) {
        if (!('kind' in change)) await this.#tellChange(change.textDocument.uri);
      }
      for (const uri of Object.keys(edit.changes ?? {})) await this.#tellChange(uri);
      return { applied: true };
    });
    connection.listen();
  }
}
