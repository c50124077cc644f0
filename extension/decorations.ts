import * as vscode from 'vscode';
import type { Finding } from '../server/protocol.ts';
import type { ServerLink } from './client.ts';
import { fileFindings } from './finding-list.ts';
import { isDecorationsOnly } from './settings.ts';

/** Drawing more marks than this on one overview ruler tells nobody more. */
const mostMarks = 5000;

const colors: Readonly<Record<Finding['severity'], string>> = {
  error: 'editorError.foreground',
  warning: 'editorWarning.foreground',
  information: 'editorInfo.foreground',
  hint: 'editorHint.foreground',
};

type Marks = Readonly<Record<Finding['severity'], vscode.TextEditorDecorationType>>;

/**
 * Marks on the overview ruler for all findings, also those past the limit of the Problems view; in mode
 * `decorationsOnly` the underlines in the text too, since then there are no diagnostics to draw them.
 */
export class Decorations implements vscode.Disposable {
  readonly #link: ServerLink;
  readonly #rulerMarks = makeMarks(false);
  readonly #textMarks = makeMarks(true);
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(link: ServerLink) {
    this.#link = link;
    const later = () => this.#drawSoon();
    this.#subscriptions = [
      ...Object.values(this.#rulerMarks),
      ...Object.values(this.#textMarks),
      link.onStatus(later),
      link.onScanFinished(later),
      vscode.window.onDidChangeVisibleTextEditors(later),
      vscode.workspace.onDidChangeConfiguration(later),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#drawAll();
    }, 200);
  }

  async #drawAll(): Promise<void> {
    const known = new Set(this.#link.status.files.map(({ uri }) => uri));
    for (const editor of vscode.window.visibleTextEditors) {
      if (known.has(editor.document.uri.toString())) {
        await this.#draw(editor);
      }
    }
  }

  async #draw(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const findings = await fileFindings(this.#link, document.uri.toString(), mostMarks);
    // Marks of an older text stay: the editor moves them along, and the next status brings the new ones.
    const current = findings.every((finding) => finding.version === document.version);
    if (!current) {
      return;
    }
    const inText = isDecorationsOnly(document);
    this.#set(editor, this.#rulerMarks, inText ? [] : findings);
    this.#set(editor, this.#textMarks, inText ? findings : []);
  }

  #set(editor: vscode.TextEditor, marks: Marks, findings: readonly Finding[]): void {
    for (const severity of ['error', 'warning', 'information', 'hint'] as const) {
      const ranges = findings
        .filter((finding) => finding.severity === severity)
        .map(
          ({ range: { start, end } }) =>
            new vscode.Range(
              new vscode.Position(start.line, start.character),
              new vscode.Position(end.line, end.character),
            ),
        );
      editor.setDecorations(marks[severity], ranges);
    }
  }
}

function makeMarks(inText: boolean): Marks {
  const mark = (severity: Finding['severity']) => {
    const color = new vscode.ThemeColor(colors[severity]);
    return vscode.window.createTextEditorDecorationType({
      overviewRulerColor: color,
      overviewRulerLane: vscode.OverviewRulerLane.Right,
      ...(inText ? underline(color) : {}),
    });
  };
  return {
    error: mark('error'),
    warning: mark('warning'),
    information: mark('information'),
    hint: mark('hint'),
  };
}

/** A dotted line: one can tell it from the wavy line of a diagnostic without seeing its colour. */
function underline(color: vscode.ThemeColor): vscode.DecorationRenderOptions {
  return { borderWidth: '0 0 2px 0', borderStyle: 'dotted', borderColor: color };
}
