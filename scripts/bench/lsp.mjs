import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import rpc from 'vscode-languageserver/node.js';

/** The built server over its standard streams, with everything flagged, as any editor would run it. */
export class BenchEditor {
  events = new EventEmitter();

  constructor(root, { storageFolder, settings }) {
    this.child = spawn(process.execPath, [`${root}dist/server.cjs`, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.connection = rpc.createMessageConnection(
      new rpc.StreamMessageReader(this.child.stdout),
      new rpc.StreamMessageWriter(this.child.stdin),
    );
    this.storageFolder = storageFolder;
    this.settings = settings;
    this.lastDiagnostics = 0;
    this.#listen();
  }

  #listen() {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params) => {
      this.lastDiagnostics = performance.now();
      this.events.emit('diagnostics', params);
    });
    connection.onNotification('latentLint/scanFinished', (params) =>
      this.events.emit('finished', params, this.lastDiagnostics),
    );
    connection.onNotification('latentLint/mapChanged', () => this.events.emit('mapChanged'));
    connection.onNotification('latentLint/ownFeaturesChanged', () =>
      this.events.emit('ownFeaturesChanged'),
    );
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => this.settings));
    connection.listen();
  }

  async start() {
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true },
        window: { workDoneProgress: true },
        textDocument: { publishDiagnostics: { versionSupport: true } },
      },
      initializationOptions: this.storageFolder ? { storageFolder: this.storageFolder } : {},
    });
    await this.connection.sendNotification('initialized', {});
  }

  /** The end of the scan of this version, and when its last diagnostics came. */
  async finished(uri, version) {
    for (;;) {
      const [params, diagnosticsAt] = await once(this.events, 'finished');
      if (params.uri === uri && params.version >= version) return { params, diagnosticsAt };
    }
  }

  async open(uri, text) {
    const finished = this.finished(uri, 1);
    const textDocument = { uri, languageId: 'jsonl', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    return finished;
  }

  /**
   * Replaces characters of one line.
   * @returns {Promise<number>} milliseconds until the diagnostics that hold its new score had come
   */
  async edit(uri, version, { line, start, end, text }) {
    const finished = this.finished(uri, version);
    const range = { start: { line, character: start }, end: { line, character: end } };
    const started = performance.now();
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
    const { params, diagnosticsAt } = await finished;
    if (params.scoredNow !== 1) throw new Error(`${params.scoredNow} lines were scored, not one.`);
    if (diagnosticsAt < started) throw new Error('No diagnostics came after the edit.');
    return diagnosticsAt - started;
  }

  /** Starts or ends the watch of the server's event loop; answers what was seen, in milliseconds. */
  async watchEventLoop(action) {
    return this.connection.sendRequest('latentLint/eventLoop', { action });
  }

  async stop() {
    const ended = once(this.child, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }
}
