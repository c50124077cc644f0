import * as vscode from 'vscode';
import { Soon } from './soon.ts';

/** Tells on which line of a shown file the cursor is, a few times a second at most. */
export class PanelCursor implements vscode.Disposable {
  readonly #isShown: (uri: string) => boolean;
  readonly #tell: (uri: string, line: number) => void;
  readonly #telling: Soon;
  readonly #subscriptions: { dispose(): unknown }[];
  #last: { readonly uri: string; readonly line: number } | null = null;
  #told = '';

  constructor(
    isShown: (uri: string) => boolean,
    tell: (uri: string, line: number) => void,
    failed: (error: unknown) => void,
  ) {
    this.#isShown = isShown;
    this.#tell = tell;
    this.#telling = new Soon(() => this.#tellLast(), 150, failed);
    this.#subscriptions = [
      this.#telling,
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#look(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined) {
          this.#look(editor);
        }
      }),
    ];
  }

  /** Tells it anew, also when it did not move: the page does not know it. */
  start(): void {
    this.#told = '';
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const shown = [...(activeTextEditor ? [activeTextEditor] : []), ...visibleTextEditors].find(
      ({ document }) => this.#isShown(document.uri.toString()),
    );
    if (shown !== undefined) {
      this.#look(shown);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #look({ document, selection }: vscode.TextEditor): void {
    const uri = document.uri.toString();
    if (this.#isShown(uri)) {
      this.#last = { uri, line: selection.active.line };
      this.#telling.ask();
    }
  }

  #tellLast(): Promise<void> {
    const place = this.#last;
    if (place !== null && this.#isShown(place.uri)) {
      const told = `${place.line} ${place.uri}`;
      if (told !== this.#told) {
        this.#told = told;
        this.#tell(place.uri, place.line);
      }
    }
    return Promise.resolve();
  }
}
