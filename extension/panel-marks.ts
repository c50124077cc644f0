import * as vscode from 'vscode';
import { lineRuns, shiftLines } from './editor-lines.ts';

/** More runs of lines than this in one editor are not drawn: nobody tells them apart. */
const mostRuns = 20_000;

/** The marks of one panel's selection in all editors of its files. They go with it. */
export class PanelMarks implements vscode.Disposable {
  readonly #type = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.selectionHighlightBackground'),
    // A bar at the left tells a marked line from a selected text without its colour.
    borderWidth: '0 0 0 3px',
    borderStyle: 'solid',
    borderColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  /** Marked lines from 0, ascending, by address. */
  readonly #lines = new Map<string, readonly number[]>();
  readonly #subscriptions: { dispose(): unknown }[];

  constructor() {
    this.#subscriptions = [
      this.#type,
      vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(this.#draw)),
      vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
    ];
  }

  /** @param lines from 0, ascending; they take the place of the marks that the file had. */
  set(uri: string, lines: readonly number[]): void {
    this.#lines.set(uri, lines);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri) {
        this.#draw(editor);
      }
    }
  }

  /** Takes the marks off files that are not shown any more. */
  keepOnly(uris: readonly string[]): void {
    for (const uri of [...this.#lines.keys()].filter((marked) => !uris.includes(marked))) {
      this.set(uri, []);
      this.#lines.delete(uri);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  readonly #draw = (editor: vscode.TextEditor): void => {
    const lines = this.#lines.get(editor.document.uri.toString());
    if (lines !== undefined) {
      const runs = lineRuns(lines).slice(0, mostRuns);
      editor.setDecorations(
        this.#type,
        runs.map(({ start, end }) => new vscode.Range(start, 0, end, 0)),
      );
    }
  };

  /** Open editors move their marks by themselves; one that is opened later gets them where they are by then. */
  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    const lines = this.#lines.get(uri);
    if (lines !== undefined && lines.length > 0) {
      const moved = contentChanges.reduce<readonly number[]>(
        (before, { range, text }) =>
          shiftLines(before, {
            start: range.start.line,
            end: range.end.line,
            atStart: range.start.character === 0,
            breaks: text.split('\n').length - 1,
          }),
        lines,
      );
      this.#lines.set(uri, moved);
    }
  }
}
