import * as vscode from 'vscode';
import type { ServerLink } from './client.ts';
import type { OwnRequests } from './own-requests.ts';

/** What samples of a file are compared with, in a few words, as far as the server was asked. */
export class Reference implements vscode.Disposable {
  readonly #link: Pick<ServerLink, 'status'>;
  readonly #requests: Pick<OwnRequests, 'ordinary'>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: { dispose(): unknown }[];
  /** By address; '' while the answer is awaited, and when there is none. */
  readonly #known = new Map<string, string>();

  readonly onChange = this.#changed.event;

  constructor(link: ServerLink, requests: Pick<OwnRequests, 'ordinary'>) {
    this.#link = link;
    this.#requests = requests;
    this.#subscriptions = [
      this.#changed,
      link.onOwnFeaturesChanged(({ uris }) => this.#forget(uris)),
      link.onStarted(() => this.#forget([...this.#known.keys()])),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(uri.toString())),
    ];
  }

  /** In words such as 'own data (150 lines) and the pack'; '' while it is not known. Asks for it then. */
  of(uri: string): string {
    const known = this.#known.get(uri);
    const { state, files } = this.#link.status;
    const canAsk =
      (state === 'ready' || state === 'paused') && files.some((file) => file.uri === uri);
    if (known === undefined && canAsk) {
      void this.#ask(uri);
    }
    return known ?? '';
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #ask(uri: string): Promise<void> {
    this.#known.set(uri, '');
    try {
      const { reference } = await this.#requests.ordinary({ uri, change: null });
      this.#known.set(uri, reference);
      this.#changed.fire(undefined);
    } catch {
      // A file that has no reference shows none; the next change of features asks again.
      this.#known.set(uri, '');
    }
  }

  #forget(uris: readonly string[]): void {
    for (const uri of uris) {
      this.#known.delete(uri);
    }
    this.#changed.fire(undefined);
  }
}
