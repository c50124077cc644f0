import * as vscode from 'vscode';
import type { ServerLink } from './client.ts';
import { toLog } from './failure.ts';
import { markedLines, type LineMark } from './own-mark-lines.ts';
import type { OwnRequests } from './own-requests.ts';
import { shiftLines } from './editor-lines.ts';
import { Soon } from './soon.ts';

const signs = ['positive', 'negative'] as const;
type Icons = Readonly<Record<LineMark['sign'], vscode.TextEditorDecorationType>>;

/** More marks than this in one editor are not drawn: nobody marks so many by hand. */
const mostMarks = 20_000;

/** Shows beside their lines which samples were marked for a feature of one's own. The marks move with the text. */
export class OwnMarks implements vscode.Disposable {
  readonly #requests: Pick<OwnRequests, 'features'>;
  readonly #link: Pick<ServerLink, 'status'>;
  readonly #icons: Icons;
  /** An icon on a whole line would be there once for every part of a wrapped line; a hover is for all of it. */
  readonly #hover = vscode.window.createTextEditorDecorationType({ isWholeLine: true });
  readonly #subscriptions: { dispose(): unknown }[];
  readonly #asking: Soon;
  readonly #failed: (error: unknown) => void;
  /** By address; what an editor gets that is opened later. */
  readonly #marks = new Map<string, readonly LineMark[]>();
  /** Files whose marks may be other ones by now. */
  readonly #stale = new Set<string>();

  constructor(
    extensionUri: vscode.Uri,
    link: ServerLink,
    requests: Pick<OwnRequests, 'features'>,
    log: vscode.LogOutputChannel,
  ) {
    this.#requests = requests;
    this.#link = link;
    this.#failed = toLog(log, 'The marked lines of a file could not be shown');
    this.#asking = new Soon(() => this.#askAll(), 100, this.#failed);
    this.#icons = makeIcons(extensionUri);
    this.#subscriptions = [
      ...Object.values(this.#icons),
      this.#hover,
      this.#asking,
      link.onOwnFeaturesChanged(({ uris }) => this.#renew(uris)),
      link.onScanFinished(({ uri }) => this.#renew([uri])),
      link.onStarted(() => this.#renew([...this.#marks.keys()])),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.#show(editors)),
      vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#marks.delete(uri.toString())),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #renew(uris: readonly string[]): void {
    for (const uri of uris) {
      this.#stale.add(uri);
    }
    this.#asking.ask();
  }

  #show(editors: readonly vscode.TextEditor[]): void {
    for (const editor of editors) {
      const uri = editor.document.uri.toString();
      const known = this.#marks.get(uri);
      if (known === undefined) {
        this.#stale.add(uri);
      } else {
        this.#draw(editor, known);
      }
    }
    this.#asking.ask();
  }

  /** Files that nobody sees are asked for when they are shown. */
  async #askAll(): Promise<void> {
    const scored = new Set(this.#link.status.files.map(({ uri }) => uri));
    const shown = new Map(
      vscode.window.visibleTextEditors.map(({ document }) => [document.uri.toString(), document]),
    );
    for (const [uri, document] of shown) {
      if (this.#stale.has(uri) && scored.has(uri)) {
        this.#stale.delete(uri);
        await this.#ask(uri, document);
      }
    }
  }

  async #ask(uri: string, document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    try {
      const marks = markedLines(await this.#requests.features(uri)).slice(0, mostMarks);
      if (document.version !== version) {
        // The lines are those of an older text; the scan of the new one ends soon, and asks again.
        this.#stale.add(uri);
        return;
      }
      this.#marks.set(uri, marks);
      for (const editor of vscode.window.visibleTextEditors) {
        if (editor.document.uri.toString() === uri) {
          this.#draw(editor, marks);
        }
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  #draw(editor: vscode.TextEditor, marks: readonly LineMark[]): void {
    for (const sign of signs) {
      const shown = marks.filter((mark) => mark.sign === sign);
      editor.setDecorations(
        this.#icons[sign],
        shown.map(({ line }) => ({ range: startOf(line) })),
      );
    }
    editor.setDecorations(this.#hover, marks.map(withHover));
  }

  /** Open editors move their marks by themselves; one that is opened later gets them where they are by then. */
  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    const marks = this.#marks.get(uri);
    if (marks === undefined || marks.length === 0) {
      return;
    }
    const moved = contentChanges.reduce<readonly LineMark[]>(
      (before, { range, text }) =>
        before.flatMap((mark) =>
          shiftLines([mark.line], {
            start: range.start.line,
            end: range.end.line,
            atStart: range.start.character === 0,
            breaks: text.split('\n').length - 1,
          }).map((line) => ({ ...mark, line })),
        ),
      marks,
    );
    this.#marks.set(uri, moved);
  }
}

function withHover({ line, sentences }: LineMark): vscode.DecorationOptions {
  const hoverMessage = new vscode.MarkdownString();
  hoverMessage.appendText(sentences.join('\n'));
  return { range: startOf(line), hoverMessage };
}

function startOf(line: number): vscode.Range {
  return new vscode.Range(line, 0, line, 0);
}

function makeIcons(extensionUri: vscode.Uri): Icons {
  const icon = (sign: LineMark['sign'], theme: string) => ({
    gutterIconPath: vscode.Uri.joinPath(extensionUri, 'media', `mark-${sign}-${theme}.svg`),
  });
  const type = (sign: LineMark['sign']) =>
    vscode.window.createTextEditorDecorationType({
      gutterIconSize: '80%',
      light: icon(sign, 'light'),
      dark: icon(sign, 'dark'),
      overviewRulerColor: new vscode.ThemeColor(
        sign === 'positive' ? 'charts.blue' : 'charts.orange',
      ),
      overviewRulerLane: vscode.OverviewRulerLane.Center,
    });
  return { positive: type('positive'), negative: type('negative') };
}
