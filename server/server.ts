import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import { Configuration } from './configuration.ts';
import { Documents } from './documents.ts';
import { EngineHost } from './engine-host.ts';
import type { FeatureContext, Log } from './features/context.ts';
import { FlaggedFiles } from './features/flagged-files.ts';
import { FindingDetails } from './features/finding-details.ts';
import { Ignores } from './features/ignores.ts';
import { ScanProgress } from './features/progress.ts';
import { DiagnosticsPublisher } from './features/publisher.ts';
import { errorPlace } from './features/request.ts';
import { StatusReporter } from './features/status.ts';
import { abilitiesOf, foldersOf, optionsOf } from './initialize.ts';
import {
  scanFinishedNotification,
  statusNotification,
  type ScanFinishedParams,
} from './protocol.ts';
import { filePath, reasonOff } from './scan/file-filter.ts';
import type { FileScan } from './scan/file-scan.ts';
import { Scanner } from './scan/scanner.ts';
import { IgnoreList } from './store/ignore-list.ts';

/** The composition root: makes every part by hand for one connection, and passes on what happens. */
export class Server {
  readonly context: FeatureContext;
  readonly documents: Documents;
  readonly engine: EngineHost;
  readonly #connection: Connection;
  readonly #log: Log;
  readonly #configuration: Configuration;
  readonly #publisher: DiagnosticsPublisher;
  readonly #status: StatusReporter;
  readonly #progress: ScanProgress;
  readonly #languages = new WeakMap<FileScan, string>();
  #folders: string[];

  constructor(connection: Connection, params: InitializeParams) {
    const options = optionsOf(params.initializationOptions);
    const abilities = abilitiesOf(params);
    const log = logOf(connection);
    this.#connection = connection;
    this.#log = log;
    this.#folders = foldersOf(params);
    const { configuration } = abilities;
    this.#configuration = new Configuration(connection, log, configuration, options.settings);
    const scanner = new Scanner({
      changed: (file) => this.#changed(file),
      finished: (file) => this.#run('finish', this.#finished(file)),
      failed: (where, error) => log.error(`${where} failed: ${errorPlace(error)}`),
    });
    const ignores = new Ignores();
    this.context = {
      scanner,
      details: new FindingDetails(),
      ignores,
      flagged: new FlaggedFiles(scanner, ignores),
      log,
      abilities,
      featurePages: options.featurePages ?? null,
    };
    this.engine = new EngineHost({
      storageFolder: options.storageFolder ?? null,
      packFolder: options.packFolder ?? null,
      log,
      onEngine: (engine) => {
        this.context.details.clear();
        scanner.use(engine);
      },
      onHalt: () => scanner.halt(),
      onStatus: () => this.#status.changed(),
    });
    this.#publisher = new DiagnosticsPublisher(this.context, (diagnostics) =>
      connection.sendDiagnostics(diagnostics),
    );
    this.#status = new StatusReporter(
      this.context,
      () => this.engine.status,
      (status) => connection.sendNotification(statusNotification, status),
    );
    this.#progress = new ScanProgress(
      () => connection.window.createWorkDoneProgress(),
      (file) => this.#cancel(file),
      log,
    );
    this.documents = new Documents(scanner, {
      opened: (file, languageId) => {
        this.#languages.set(file, languageId);
        this.#run('open', this.#prepare(file));
      },
      changed: (file) => this.#changed(file),
      closed: (file) => this.#closed(file),
    });
  }

  /** The client is ready: asks for what it can be asked for, and loads the model. */
  async start(): Promise<void> {
    const { client } = this.#connection;
    const { abilities } = this.context;
    if (abilities.configurationChanges) {
      await client.register(DidChangeConfigurationNotification.type, { section: 'latentLint' });
    }
    if (abilities.watchedFiles) {
      const watchers = [{ globPattern: '**/.latent-lint/ignore.jsonl' }];
      await client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    await this.engine.start(await this.#configuration.get());
  }

  async configurationChanged(settings: unknown): Promise<void> {
    this.#configuration.changed(settings);
    const files = [...this.context.scanner.files.values()];
    await Promise.all(files.map((file) => this.#prepare(file)));
    await this.engine.start(await this.#configuration.get());
  }

  async foldersChanged(params: InitializeParams['workspaceFolders']): Promise<void> {
    this.#folders = (params ?? []).map(({ uri }) => filePath(uri)).filter((path) => path !== null);
    await this.configurationChanged(null);
  }

  /** A watched file changed on disk. */
  async fileChanged(uri: string): Promise<void> {
    const path = filePath(uri);
    if (path !== null) await this.ignoresChanged(path);
  }

  /** The ignore lists kept in this file are read again, and what is shown follows. */
  async ignoresChanged(path: string): Promise<void> {
    for (const list of this.context.ignores.keptIn(path)) await list.reload();
    for (const file of this.context.scanner.files.values()) file.revision += 1;
    this.#publisher.refreshAll();
    this.#status.changed();
  }

  async dispose(): Promise<void> {
    for (const uri of [...this.context.scanner.files.keys()]) this.documents.close(uri);
    await this.engine.dispose();
  }

  /** Gives a file its settings and its ignore list, at the start and whenever the settings change. */
  async #prepare(file: FileScan): Promise<void> {
    const { scanner, ignores } = this.context;
    const path = filePath(file.uri);
    const [settings, list] = await Promise.all([
      this.#configuration.get(file.uri),
      path === null ? null : IgnoreList.forFile(path, this.#folders),
    ]);
    if (scanner.files.get(file.uri) !== file) return;
    if (list !== null) ignores.set(file.uri, list);
    const before = file.settings;
    file.settings = settings;
    file.off = reasonOff(file.uri, this.#languages.get(file) ?? '', settings, this.#folders);
    if (before?.run !== settings.run) file.released = settings.run !== 'manual';
    if (before !== null && before.format !== settings.format) file.forgetReadings();
    file.touch();
    this.#changed(file);
    scanner.wake();
  }

  #changed(file: FileScan): void {
    this.#publisher.changed(file);
    this.#progress.changed(file, this.context.scanner.paused);
    this.#status.changed();
  }

  async #finished(file: FileScan): Promise<void> {
    this.#progress.end(file.uri);
    const params: ScanFinishedParams = {
      uri: file.uri,
      version: file.version,
      samples: file.counts.samples,
      findings: this.context.flagged.of(file).length,
      scoredNow: file.scoredNow,
    };
    const current = await this.#publisher.publish(file);
    if (!current || file.version !== params.version) return;
    file.scoredNow -= params.scoredNow;
    await this.#status.sendNow();
    await this.#connection.sendNotification(scanFinishedNotification, params);
  }

  #cancel(file: FileScan): void {
    file.cancelled = true;
    this.context.scanner.wake();
    this.#changed(file);
  }

  #closed(file: FileScan): void {
    this.context.ignores.delete(file.uri);
    this.#progress.end(file.uri);
    this.#run('close', this.#publisher.close(file.uri));
    this.#status.changed();
  }

  #run(what: string, work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.error(`${what} failed: ${errorPlace(error)}`));
  }
}

function logOf({ console }: Connection): Log {
  return {
    error: (message) => console.error(message),
    warn: (message) => console.warn(message),
    info: (message) => console.info(message),
    debug: (message) => console.debug(message),
  };
}
