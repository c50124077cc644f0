import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { FileScan } from '../scan/file-scan.ts';
import type { Log } from '../log.ts';

/** Scans that are over sooner show no progress, in milliseconds. */
const patience = 1000;
const pause = 250;

interface Shown {
  timer: NodeJS.Timeout | null;
  reporter: WorkDoneProgressServerReporter | null;
  told: number;
}

/** Shows a scan that takes longer, by the editor's own progress, and lets the user stop it. */
export class ScanProgress {
  readonly #create: () => Promise<WorkDoneProgressServerReporter>;
  readonly #cancel: (file: FileScan) => void;
  readonly #log: Log;
  readonly #shown = new Map<string, Shown>();

  constructor(
    create: () => Promise<WorkDoneProgressServerReporter>,
    cancel: (file: FileScan) => void,
    log: Log,
  ) {
    this.#create = create;
    this.#cancel = cancel;
    this.#log = log;
  }

  changed(file: FileScan, paused: boolean): void {
    const running = file.active && !file.finished && !paused;
    const shown = this.#shown.get(file.uri);
    if (!running) this.end(file.uri);
    else if (shown === undefined) this.#wait(file);
    else this.#report(file, shown);
  }

  end(uri: string): void {
    const shown = this.#shown.get(uri);
    if (shown === undefined) return;
    this.#shown.delete(uri);
    if (shown.timer !== null) clearTimeout(shown.timer);
    shown.reporter?.done();
  }

  #wait(file: FileScan): void {
    const shown: Shown = { timer: null, reporter: null, told: 0 };
    shown.timer = setTimeout(() => {
      this.#begin(file, shown).catch(() => this.#log.warn('The client shows no progress.'));
    }, patience);
    this.#shown.set(file.uri, shown);
  }

  async #begin(file: FileScan, shown: Shown): Promise<void> {
    const reporter = await this.#create();
    if (this.#shown.get(file.uri) !== shown) return;
    shown.reporter = reporter;
    reporter.begin('Latent Lint', 0, message(file), true);
    reporter.token.onCancellationRequested(() => this.#cancel(file));
  }

  #report(file: FileScan, shown: Shown): void {
    const now = Date.now();
    if (shown.reporter === null || now - shown.told < pause) return;
    shown.told = now;
    const { samples } = file.counts;
    const share = samples === 0 ? 0 : (samples - file.pending.lines) / samples;
    shown.reporter.report(Math.floor(100 * share), message(file));
  }
}

function message(file: FileScan): string {
  const { samples } = file.counts;
  return `${samples - file.pending.lines} of ${samples} samples`;
}
