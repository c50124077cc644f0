import type { FromPanel, KeptPanel, ToPanel } from '../../extension/panel-protocol.ts';
import { toBase64 } from './model/base64.ts';
import type { Source, SourceEvent, SourceRequests } from './source.ts';

/** What VS Code gives a webview's page. */
export interface EditorApi {
  postMessage(message: FromPanel): void;
  /** Keeps it for a panel that comes back when the window is reloaded. */
  setState(kept: KeptPanel): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The editor as a source: requests go to the extension as numbered messages, and answers come back. */
export class EditorSource implements Source {
  readonly live = true;
  readonly #editor: EditorApi;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners: ((event: SourceEvent) => void)[] = [];
  #lastNumber = 0;
  #uris: readonly string[] = [];

  constructor(editor: EditorApi) {
    this.#editor = editor;
  }

  /** Takes a message of the extension. */
  hear(message: ToPanel): void {
    if (message.kind === 'answer') {
      this.#take(message.number)?.resolve(message.result);
    } else if (message.kind === 'failure') {
      this.#take(message.number)?.reject(new Error(message.message));
    } else {
      if (message.kind === 'open') this.#keep(message.uris, message.state);
      for (const listener of this.#listeners) listener(message);
    }
  }

  can(): boolean {
    return true;
  }

  async request<K extends keyof SourceRequests>(
    request: K,
    params: SourceRequests[K][0],
  ): Promise<SourceRequests[K][1]> {
    const result = await this.#send((number) => ({ kind: 'request', number, request, params }));
    // The extension passes on what the server answered to this very request.
    return result as SourceRequests[K][1];
  }

  /** The first listener makes the extension say `open`. */
  listen(listener: (event: SourceEvent) => void): void {
    this.#listeners.push(listener);
    if (this.#listeners.length === 1) this.#editor.postMessage({ kind: 'ready' });
  }

  async ask(title: string, prompt: string): Promise<string | null> {
    const given = await this.#send((number) => ({ kind: 'ask', number, title, prompt }));
    return typeof given === 'string' ? given : null;
  }

  reveal(uri: string, line: number): void {
    this.#editor.postMessage({ kind: 'reveal', uri, line });
  }

  mark(uri: string, lines: readonly number[]): void {
    this.#editor.postMessage({ kind: 'mark', uri, lines });
  }

  copy(text: string): Promise<void> {
    this.#editor.postMessage({ kind: 'copy', text });
    return Promise.resolve();
  }

  save(name: string, content: string | Uint8Array): void {
    const data =
      typeof content === 'string'
        ? ({ content, encoding: 'utf8' } as const)
        : ({ content: toBase64(content), encoding: 'base64' } as const);
    this.#editor.postMessage({ kind: 'save', name, ...data });
  }

  chooseFiles(): void {
    this.#editor.postMessage({ kind: 'chooseFiles' });
  }

  showFindings(): void {
    this.#editor.postMessage({ kind: 'showFindings' });
  }

  chooseOrdinary(uri: string): void {
    this.#editor.postMessage({ kind: 'chooseOrdinary', uri });
  }

  chooseScores(uri: string): void {
    this.#editor.postMessage({ kind: 'chooseScores', uri });
  }

  importFeature(uri: string): void {
    this.#editor.postMessage({ kind: 'importFeature', uri });
  }

  exportFeature(uri: string, featureId: string): void {
    this.#editor.postMessage({ kind: 'exportFeature', uri, featureId });
  }

  keepState(state: unknown): void {
    this.#editor.postMessage({ kind: 'state', state });
    this.#keep(this.#uris, state);
  }

  #keep(uris: readonly string[], state: unknown): void {
    this.#uris = uris;
    this.#editor.setState({ uris, state });
  }

  #send(message: (number: number) => FromPanel): Promise<unknown> {
    const number = ++this.#lastNumber;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#editor.postMessage(message(number));
    });
  }

  #take(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    return waiting;
  }
}
