import { performance } from 'node:perf_hooks';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { FileScan } from '../scan/file-scan.ts';
import type { FeatureContext } from './context.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { errorPlace } from '../log.ts';

/** The shortest time between two publications of a file while it is scanned, in milliseconds. */
const shortestPause = 150;
const longestPause = 2000;
/** A publication may take this share of the time; with many findings it comes less often. */
const share = 0.1;

interface Publication {
  revision: number;
  version: number;
  count: number;
  cost: number;
  timer: NodeJS.Timeout | null;
  /** Whether the timer waits for edited lines to get their scores. */
  holds: boolean;
  /** The end of the publication before; two never run at once, or the older one could come last. */
  last: Promise<boolean>;
}

/**
 * Sends the diagnostics of files: at once when asked to, else at most every so often. While an edited line
 * is on its way to its score the old ones stay, which the editor moves with the text, so nothing flickers.
 */
export class DiagnosticsPublisher {
  readonly #context: FeatureContext;
  readonly #send: (params: PublishDiagnosticsParams) => Promise<void>;
  readonly #publications = new Map<string, Publication>();
  #saidLost = false;

  constructor(context: FeatureContext, send: (params: PublishDiagnosticsParams) => Promise<void>) {
    this.#context = context;
    this.#send = send;
  }

  /** The file may have other diagnostics now. */
  changed(file: FileScan): void {
    const state = this.#state(file.uri);
    if (state.revision === file.revision) return;
    const holds = file.hasEdited;
    if (state.timer !== null && state.holds === holds) return;
    if (state.timer !== null) clearTimeout(state.timer);
    // What was held back comes at once when the edited lines have their scores.
    const isDue = state.timer !== null && !holds;
    const pause = Math.min(longestPause, Math.max(shortestPause, state.cost / share));
    state.holds = holds;
    state.timer = setTimeout(
      () => {
        state.timer = null;
        void this.publish(file);
      },
      isDue ? 0 : holds ? longestPause : pause,
    );
  }

  /** Publishes now; whether the diagnostics of the file as it still is were sent. */
  async publish(file: FileScan): Promise<boolean> {
    const state = this.#state(file.uri);
    if (state.timer !== null) clearTimeout(state.timer);
    state.timer = null;
    // Whatever happens to one publication, the next one has its turn.
    state.last = state.last
      .then(() => this.#publish(file, state))
      .catch((error: unknown) => {
        this.#context.log.error(`A publication failed: ${errorPlace(error)}`);
        return false;
      });
    return state.last;
  }

  async #publish(file: FileScan, state: Publication): Promise<boolean> {
    const { revision, version } = file;
    if (state.revision === revision && state.version === version) return true;
    const started = performance.now();
    let params: PublishDiagnosticsParams | null = null;
    try {
      params = await diagnosticsOf(file, this.#context);
    } catch (error) {
      this.#context.log.error(`The diagnostics of a file failed: ${errorPlace(error)}`);
    }
    if (params === null || this.#context.scanner.files.get(file.uri) !== file) return false;
    state.cost = performance.now() - started;
    state.revision = revision;
    state.version = version;
    const { length } = params.diagnostics;
    if (length > 0 || state.count > 0) await this.#tell(params);
    state.count = length;
    return true;
  }

  /** A message that the client does not take is lost, not the ones after it. The log says so once. */
  async #tell(params: PublishDiagnosticsParams): Promise<void> {
    try {
      await this.#send(params);
    } catch (error) {
      if (!this.#saidLost) {
        this.#context.log.error(`Diagnostics could not be sent: ${errorPlace(error)}`);
      }
      this.#saidLost = true;
    }
  }

  /** Takes back the diagnostics of a file that is no longer open. */
  async close(uri: string): Promise<void> {
    const state = this.#publications.get(uri);
    if (state?.timer) clearTimeout(state.timer);
    this.#publications.delete(uri);
    const diagnostics: Diagnostic[] = [];
    if (state !== undefined && state.count > 0) await this.#tell({ uri, diagnostics });
  }

  #state(uri: string): Publication {
    const known = this.#publications.get(uri);
    if (known !== undefined) return known;
    const state: Publication = {
      revision: -1,
      version: -1,
      count: 0,
      cost: 0,
      timer: null,
      holds: false,
      last: Promise.resolve(true),
    };
    this.#publications.set(uri, state);
    return state;
  }
}
