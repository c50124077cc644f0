import * as vscode from 'vscode';
import type { ServerLink } from './client.ts';
import { toLog } from './failure.ts';

/** Tells the server which lines are on screen, so that those are scored first. */
export class VisibleLines implements vscode.Disposable {
  readonly #link: ServerLink;
  readonly #failed: (error: unknown) => void;
  readonly #subscriptions: vscode.Disposable[];
  #known = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(link: ServerLink, log: vscode.LogOutputChannel) {
    this.#link = link;
    this.#failed = toLog(log, 'The server could not be told which lines are on screen');
    const later = () => this.#sendSoon();
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(later),
      vscode.window.onDidChangeTextEditorVisibleRanges(later),
      link.onStatus(({ files }) => this.#learn(files.map(({ uri }) => uri))),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** The server can only use the lines of a file that it has heard of. */
  #learn(files: readonly string[]): void {
    if (files.some((uri) => !this.#known.has(uri))) {
      this.#sendSoon();
    }
    this.#known = new Set(files);
  }

  /** Scrolling fires for every frame: the last position within a tenth of a second is enough. */
  #sendSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send().catch(this.#failed);
    }, 100);
  }

  async #send(): Promise<void> {
    for (const { document, visibleRanges } of vscode.window.visibleTextEditors) {
      if (document.uri.scheme === 'file' || document.uri.scheme === 'untitled') {
        await this.#link.showLines({
          uri: document.uri.toString(),
          ranges: visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line + 1 })),
        });
      }
    }
  }
}
