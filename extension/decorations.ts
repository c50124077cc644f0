import * as vscode from 'vscode';
import type { Finding, StatusParams } from '../server/protocol.ts';
import type { ServerLink } from './client.ts';
import { toLog } from './failure.ts';
import { fileFindings } from './finding-list.ts';
import { isDecorationsOnly } from './settings.ts';
import { Soon } from './soon.ts';

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
  readonly #drawing: Soon;
  /** How many findings each file had when it was last asked to be drawn, by its address. */
  #counts: ReadonlyMap<string, number> = new Map<string, number>();

  constructor(link: ServerLink, log: vscode.LogOutputChannel) {
    this.#link = link;
    const failed = toLog(log, 'The marks of findings could not be drawn');
    this.#drawing = new Soon(() => this.#drawAll(), 200, failed);
    const later = () => this.#drawing.ask();
    this.#subscriptions = [
      ...Object.values(this.#rulerMarks),
      ...Object.values(this.#textMarks),
      link.onStatus((status) => this.#follow(status)),
      link.onScanFinished(later),
      vscode.window.onDidChangeVisibleTextEditors(later),
      vscode.workspace.onDidChangeConfiguration(later),
    ];
  }

  dispose(): void {
    this.#drawing.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** A scan reports its progress all the time: only other findings are a reason to fetch them. */
  #follow({ files }: StatusParams): void {
    const counts = new Map(files.map(({ uri, findings }) => [uri, findings]));
    const changed = files.some(({ uri, findings }) => this.#counts.get(uri) !== findings);
    this.#counts = counts;
    if (changed) {
      this.#drawing.ask();
    }
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
    // Marks of an older text stay: the editor moves them along, and the end of the scan brings the new ones.
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
