import { fileURLToPath } from 'node:url';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import { Choices } from './features/choices.ts';
import { Configuration } from './configuration.ts';
import { Documents } from './documents.ts';
import { EngineHost } from './engine-host.ts';
import type { FeatureContext } from './features/context.ts';
import { FlaggedFiles } from './features/flagged-files.ts';
import { FindingDetails } from './features/finding-details.ts';
import { Ignores } from './features/ignores.ts';
import { Maps } from './features/map/maps.ts';
import { OwnFeatures } from './features/own-features/own-features.ts';
import { SecondOpinions } from './features/own-features/second-opinion.ts';
import { ScanProgress } from './features/progress.ts';
import { DiagnosticsPublisher } from './features/publisher.ts';
import { StatusReporter } from './features/status.ts';
import { FileSetup } from './file-setup.ts';
import { abilitiesOf, foldersOf, optionsOf } from './initialize.ts';
import { errorPlace, type Log } from './log.ts';
import { mapChangedNotification } from './map-protocol.ts';
import { ownFeaturesChangedNotification } from './own-feature-protocol.ts';
import { Projector } from './projection/projector.ts';
import {
  scanFinishedNotification,
  statusNotification,
  type InitializationOptions,
  type ScanFinishedParams,
} from './protocol.ts';
import type { FileScan } from './scan/file-scan.ts';
import { Scanner } from './scan/scanner.ts';
import { settingSection } from './settings.ts';
import { LayoutFiles } from './store/layout-files.ts';

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
  readonly #setup: FileSetup;
  readonly #projector: Projector;

  constructor(connection: Connection, params: InitializeParams) {
    const options = optionsOf(params.initializationOptions);
    const abilities = abilitiesOf(params);
    const log = logOf(connection);
    this.#connection = connection;
    this.#log = log;
    const { configuration } = abilities;
    this.#configuration = new Configuration(connection, log, configuration, options.settings);
    const scanner = new Scanner({
      changed: (file) => this.#changed(file),
      finished: (file) => this.#run('finish', this.#finished(file)),
      failed: (where, error) => log.error(`${where} failed: ${errorPlace(error)}`),
    });
    const ignores = new Ignores();
    const choices = new Choices();
    this.#projector = new Projector({ threadPath: projectorPath() });
    const own = this.#newOwnFeatures(scanner);
    const project = { ignores, choices, own };
    this.#setup = new FileSetup(this.#configuration, project, foldersOf(params), log);
    this.context = {
      scanner,
      details: new FindingDetails(),
      ignores,
      choices,
      flagged: new FlaggedFiles(scanner, ignores, choices),
      maps: this.#newMaps(options.storageFolder ?? null),
      own,
      opinions: new SecondOpinions(this.#projector),
      log,
      abilities,
      featurePages: options.featurePages ?? null,
    };
    this.engine = this.#newEngine(options);
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
        this.#setup.opened(file, languageId);
        this.#run('open', this.#setUp(file));
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
      await client.register(DidChangeConfigurationNotification.type, { section: settingSection });
    }
    if (abilities.watchedFiles) {
      const watchers = [
        {
          globPattern: '**/.latent-lint/{ignore.jsonl,settings.json,ordinary.json,features/*.json}',
        },
      ];
      await client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    await this.#startEngine();
  }

  /** Settings or workspace folders have changed. */
  async configurationChanged(settings: unknown): Promise<void> {
    this.#configuration.changed(settings);
    await Promise.all(Array.from(this.context.scanner.files.values(), (file) => this.#setUp(file)));
    await this.#startEngine();
  }

  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    this.#setup.foldersChanged(added, removed);
    await this.configurationChanged(null);
  }

  /** An ignore list or project settings changed, on disk or by a command: all are read again, and shown. */
  async projectChanged(): Promise<void> {
    const { files } = this.context.scanner;
    for (const file of [...files.values()]) {
      await this.#setup.loadProject(file, () => files.get(file.uri) === file);
      this.#changed(file);
    }
  }

  async dispose(): Promise<void> {
    for (const uri of [...this.context.scanner.files.keys()]) this.documents.close(uri);
    this.context.maps.dispose();
    await Promise.all([this.#projector.dispose(), this.engine.dispose()]);
  }

  #newMaps(storageFolder: string | null): Maps {
    return new Maps({
      projector: this.#projector,
      layouts: new LayoutFiles(storageFolder),
      notify: (changed) => this.#connection.sendNotification(mapChangedNotification, changed),
      failed: (error) => this.#log.error(`A map failed: ${errorPlace(error)}`),
    });
  }

  #newOwnFeatures(scanner: Scanner): OwnFeatures {
    return new OwnFeatures({
      scanner,
      projector: this.#projector,
      notify: (changed) =>
        this.#connection.sendNotification(ownFeaturesChangedNotification, changed),
      changed: (file) => this.#changed(file),
      referenceChanged: () => this.context.details.clear(),
      log: this.#log,
    });
  }

  #newEngine({ storageFolder, packFolder }: InitializationOptions): EngineHost {
    const { scanner, details, own } = this.context;
    return new EngineHost({
      storageFolder: storageFolder ?? null,
      packFolder: packFolder ?? null,
      log: this.#log,
      onEngine: (engine) => {
        details.clear();
        scanner.use(engine);
        own.engineChanged();
      },
      onHalt: () => scanner.halt(),
      onStatus: () => this.#status.changed(),
    });
  }

  async #setUp(file: FileScan): Promise<void> {
    const { scanner } = this.context;
    await this.#setup.setUp(file, () => scanner.files.get(file.uri) === file);
    if (file.off === null) await this.#startEngine();
    this.#changed(file);
    scanner.wake();
  }

  /** Loads the model, unless scoring is off and no open file wants it nevertheless. */
  async #startEngine(): Promise<void> {
    const settings = await this.#configuration.get();
    const wanted = Array.from(this.context.scanner.files.values()).some(isWanted);
    if (settings.enable || wanted) this.#run('engine', this.engine.start(settings));
  }

  #changed(file: FileScan): void {
    this.#publisher.changed(file);
    this.context.maps.fileChanged(file.uri);
    this.#progress.changed(file, this.context.scanner.paused);
    this.#status.changed();
  }

  async #finished(file: FileScan): Promise<void> {
    this.#progress.end(file.uri);
    this.context.own.scanned(file);
    const params: ScanFinishedParams = {
      uri: file.uri,
      version: file.version,
      samples: file.counts.samples,
      findings: this.context.flagged.inFileOrder(file).length,
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
    this.context.choices.delete(file.uri);
    this.context.own.detach(file.uri);
    this.context.maps.fileClosed(file.uri);
    this.#progress.end(file.uri);
    this.#run('close', this.#publisher.close(file.uri));
    this.#status.changed();
  }

  #run(what: string, work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.error(`${what} failed: ${errorPlace(error)}`));
  }
}

function isWanted(file: FileScan): boolean {
  return file.settings !== null && file.off === null;
}

/** The thread's code beside the server's own. */
function projectorPath(): string {
  return fileURLToPath(new URL('projector.cjs', import.meta.url));
}

function logOf({ console }: Connection): Log {
  return {
    error: (message) => console.error(message),
    warn: (message) => console.warn(message),
    info: (message) => console.info(message),
  };
}
