import type { FileStatus, ServerState, StatusParams } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FeatureContext } from './context.ts';
import { errorPlace } from '../log.ts';

/** Where the engine is: the pack and the processes that score with it. */
export interface EngineStatus {
  readonly state: 'starting' | 'ready' | 'off' | 'failed';
  /** One sentence for people when it is not ready. */
  readonly message: string;
  readonly workers: number;
}

/** The shortest time between two notifications, in milliseconds. */
const pause = 100;

/** Tells the client how far everything is, at most ten times a second. */
export class StatusReporter {
  readonly #context: FeatureContext;
  readonly #engine: () => EngineStatus;
  readonly #send: (params: StatusParams) => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #saidLost = false;

  constructor(
    context: FeatureContext,
    engine: () => EngineStatus,
    send: (params: StatusParams) => Promise<void>,
  ) {
    this.#context = context;
    this.#engine = engine;
    this.#send = send;
  }

  changed(): void {
    this.#timer ??= setTimeout(() => void this.sendNow(), pause);
  }

  /** Sends now. A message that the client does not take is lost; the log says so once. */
  async sendNow(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    try {
      await this.#send(this.#status());
    } catch (error) {
      if (!this.#saidLost) {
        this.#context.log.error(`The status could not be sent: ${errorPlace(error)}`);
      }
      this.#saidLost = true;
    }
  }

  #status(): StatusParams {
    const { scanner } = this.#context;
    const { state, message, workers } = this.#engine();
    const pack = scanner.engine?.outcomes.pack;
    const shown: ServerState = state === 'ready' && scanner.paused ? 'paused' : state;
    return {
      state: shown,
      message: shown === 'paused' ? 'Scoring is paused.' : message,
      pack:
        pack === undefined
          ? null
          : {
              name: pack.name,
              version: pack.version,
              model: pack.model.name,
              features: pack.features.length,
            },
      workers,
      files: Array.from(scanner.files.values(), (file) => this.#file(file, shown)),
    };
  }

  #file(file: FileScan, server: ServerState): FileStatus {
    const samples = file.counts.samples;
    const done = samples - file.pending.lines;
    const findings = this.#context.flagged.count(file);
    const state = fileState(file, server);
    const skipped = file.counts.skipped();
    const message =
      file.off ??
      [fileMessage(state, { samples, done, findings }, skipped), ...this.#besides(file)].join(' ');
    return {
      uri: file.uri,
      version: file.version,
      state,
      samples,
      done,
      findings,
      skipped,
      message,
    };
  }

  /** Where percentiles are not those of the pack alone, and what of the file's folder does not count. */
  #besides({ uri, warnings }: FileScan): string[] {
    const { own } = this.#context;
    const shelf = own.shelf(uri);
    const isJoined = own.ordinary.inForce(shelf) !== null;
    const problem = own.ordinary.problem(shelf);
    return [
      ...(isJoined ? [`Compared with ${own.ordinary.words(shelf)}.`] : []),
      ...warnings,
      ...(problem === null ? [] : [problem]),
    ];
  }
}

function fileState(file: FileScan, server: ServerState): FileStatus['state'] {
  if (file.off !== null) return 'off';
  if (file.cancelled) return 'cancelled';
  if (!file.active || server === 'starting' || server === 'failed') return 'waiting';
  if (file.finished) return 'scanned';
  return server === 'paused' ? 'paused' : 'scanning';
}

function fileMessage(
  state: FileStatus['state'],
  { samples, done, findings }: { samples: number; done: number; findings: number },
  skipped: readonly string[],
): string {
  const progress = `${done} of ${samples} samples scored`;
  const found = findings === 1 ? '1 finding' : `${findings} findings`;
  const rest = skipped.length === 0 ? '' : `; ${skipped.join(', ')}`;
  switch (state) {
    case 'scanned':
      return `${samples === 1 ? '1 sample' : `${samples} samples`} scored, ${found}${rest}.`;
    case 'scanning':
      return `Scanning: ${progress}, ${found}${rest}.`;
    case 'paused':
      return `Paused: ${progress}, ${found}${rest}.`;
    case 'cancelled':
      return `Stopped: ${progress}, ${found}${rest}.`;
    case 'waiting':
    case 'off':
      return `Waiting to be scored: ${progress}${rest}.`;
  }
}
