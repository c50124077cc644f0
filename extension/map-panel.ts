import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ServerLink } from './client.ts';
import { showFailure, toLog } from './failure.ts';
import { showLine } from './navigation.ts';
import { PanelCursor } from './panel-cursor.ts';
import { chooseFiles, openDocuments, shownNames } from './panel-files.ts';
import { panelHtml } from './panel-html.ts';
import { PanelMarks } from './panel-marks.ts';
import { messageKind, parseFromPanel } from './panel-messages.ts';
import type { FromPanel, ToPanel } from './panel-protocol.ts';
import { PanelRequests } from './panel-requests.ts';
import { saveFromPanel } from './panel-save.ts';
import { emptySentence, goneSentence } from './panel-status.ts';
import { escapeMessage } from './escape-message.ts';

/** What a panel needs of the rest of the extension. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly link: ServerLink;
  readonly log: vscode.LogOutputChannel;
  readonly showFindings: () => Promise<void>;
}

/** What a panel shows at first. */
export interface PanelContent {
  readonly uris: readonly vscode.Uri[];
  /** What the page said last of its state, or null. */
  readonly state: unknown;
}

type Waiting = Extract<ToPanel, { kind: 'select' | 'section' }>;

/** One web view with the map of some files: what the page says goes where it belongs, and what it needs to it. */
export class MapPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #parts: PanelParts;
  readonly #marks = new PanelMarks();
  readonly #cursor: PanelCursor;
  readonly #requests: PanelRequests;
  readonly #subscriptions: { dispose(): unknown }[];
  #uris: readonly vscode.Uri[];
  /** Addresses of those that are on the map now; empty before the page listens. */
  #shown: readonly string[] = [];
  /** Those that cannot be opened any more: the map leaves them out. */
  #gone: readonly string[] = [];
  #state: unknown;
  #isReady = false;
  /** What the page was told last of the server's state. */
  #said: string | null | undefined;
  #disposed = false;
  /** What the page is told as soon as it shows what it is about. */
  #waiting: readonly Waiting[] = [];

  constructor(panel: vscode.WebviewPanel, content: PanelContent, parts: PanelParts) {
    this.panel = panel;
    this.#parts = parts;
    this.#uris = content.uris;
    this.#state = content.state;
    const { link } = parts;
    this.#requests = new PanelRequests(link, (message) => this.#post(message));
    this.#cursor = new PanelCursor(
      (uri) => this.#shown.includes(uri),
      (uri, line) => this.#post({ kind: 'cursor', uri, line }),
      toLog(parts.log, 'The map could not be told where the cursor is'),
    );
    this.#subscriptions = [
      this.#marks,
      this.#cursor,
      this.#requests,
      link.onStatus(() => this.#tellStatus()),
      link.onStarted(() => void this.#openAgain()),
      link.onMapChanged(({ uris }) => this.#tellChange(uris)),
      link.onOwnFeaturesChanged(({ uris }) => this.#tellChange(uris)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#keepOpen(uri)),
      panel.webview.onDidReceiveMessage((data: unknown) => void this.#receive(data)),
      panel.onDidDispose(() => this.dispose()),
    ];
    const folder = vscode.Uri.joinPath(parts.extensionUri, 'dist');
    panel.title = panelTitle(this.#uris);
    panel.iconPath = {
      light: vscode.Uri.joinPath(parts.extensionUri, 'media', 'map-light.svg'),
      dark: vscode.Uri.joinPath(parts.extensionUri, 'media', 'map-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.webview.html = pageOf(panel.webview, folder);
  }

  get uris(): readonly string[] {
    return this.#uris.map(String);
  }

  shows(uri: string): boolean {
    return this.uris.includes(uri);
  }

  /** Selects the sample on a line as soon as the page can. */
  select(uri: string, line: number): void {
    this.#waiting = [...this.#waiting, { kind: 'select', uri, line }];
    this.#tellWaiting();
  }

  /** Opens a section of the page as soon as it can. */
  showSection(section: string): void {
    this.#waiting = [...this.#waiting, { kind: 'section', section }];
    this.#tellWaiting();
  }

  dispose(): void {
    if (!this.#disposed) {
      this.#disposed = true;
      vscode.Disposable.from(...this.#subscriptions).dispose();
      this.panel.dispose();
    }
  }

  async #receive(data: unknown): Promise<void> {
    const message = parseFromPanel(data);
    if (message === null) {
      this.#parts.log.warn(`A message of the map was not understood: ${messageKind(data)}.`);
      return;
    }
    try {
      await this.#do(message);
    } catch (error) {
      await showFailure(error, this.#parts.log);
    }
  }

  async #do(message: FromPanel): Promise<void> {
    switch (message.kind) {
      case 'ready':
        // This is another page than the one that asked before.
        this.#requests.cancel();
        this.#isReady = true;
        return this.#open();
      case 'request':
        return this.#requests.pass(message);
      case 'reveal':
        return this.#reveal(message.uri, message.line);
      case 'mark':
        this.#mark(message.uri, message.lines);
        return undefined;
      case 'ask':
        return this.#ask(message.number, message.title, message.prompt);
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return undefined;
      case 'save':
        return saveFromPanel(message, this.#uris[0]);
      case 'chooseFiles':
        return this.#chooseFiles();
      case 'showFindings':
        return this.#parts.showFindings();
      case 'chooseOrdinary':
        return this.#command('latentLint.addOrdinary', message);
      case 'chooseScores':
        return this.#command('latentLint.importScores', message);
      case 'importFeature':
        return this.#command('latentLint.importFeature', message);
      case 'exportFeature':
        return this.#command('latentLint.exportFeature', message);
      case 'state':
        this.#state = message.state;
        return undefined;
    }
  }

  /** Tells the page what to show. */
  async #open(): Promise<void> {
    const { there, gone } = await openDocuments(this.#uris);
    if (this.#disposed) {
      return;
    }
    this.#shown = there.map(String);
    this.#said = undefined;
    if (there.length > 0) {
      const names = shownNames(there);
      this.#post({ kind: 'open', uris: this.#shown, names, state: this.#state });
      this.#cursor.start();
      this.#tellWaiting();
    }
    this.#tellStatus();
    this.#tellGone(gone);
  }

  /** The server is another one: it knows nothing of the map that the page has. */
  async #openAgain(): Promise<void> {
    if (this.#isReady) {
      await this.#open();
    }
  }

  /** Without any file to show the page itself says so. */
  #tellGone(gone: readonly vscode.Uri[]): void {
    const news = gone.map(String).filter((uri) => !this.#gone.includes(uri));
    this.#gone = gone.map(String);
    if (news.length > 0 && this.#shown.length > 0) {
      const names = shownNames(gone.filter((uri) => news.includes(uri.toString())));
      void vscode.window.showWarningMessage(escapeMessage(`Latent Lint: ${goneSentence(names)}`));
    }
  }

  /** The editor closes documents that no tab shows after some minutes; the map needs them. */
  async #keepOpen(uri: vscode.Uri): Promise<void> {
    if (this.#shown.includes(uri.toString())) {
      const { gone } = await openDocuments([uri]);
      if (gone.length > 0 && !this.#disposed) {
        await this.#open();
      }
    }
  }

  async #reveal(uri: string, line: number): Promise<void> {
    if (this.#shown.includes(uri)) {
      await showLine(vscode.Uri.parse(uri), line, this.panel.viewColumn);
    }
  }

  #mark(uri: string, lines: readonly number[]): void {
    if (this.#shown.includes(uri)) {
      this.#marks.set(uri, lines);
    }
  }

  /** Runs a command that opens a dialog, for a file that the map shows. */
  async #command(name: string, about: { uri: string; featureId?: string }): Promise<void> {
    if (this.#shown.includes(about.uri)) {
      const { uri, featureId } = about;
      await vscode.commands.executeCommand(name, { uri, featureId });
    }
  }

  async #ask(number: number, title: string, prompt: string): Promise<void> {
    const shown = { title: escapeMessage(title), prompt: escapeMessage(prompt) };
    const result = (await vscode.window.showInputBox(shown)) ?? null;
    this.#post({ kind: 'answer', number, result });
  }

  async #chooseFiles(): Promise<void> {
    const chosen = await chooseFiles(this.#uris, this.#parts);
    if (chosen !== undefined && !this.#disposed) {
      this.#uris = chosen;
      this.#marks.keepOnly(this.uris);
      this.panel.title = panelTitle(chosen);
      await this.#open();
    }
  }

  #tellChange(uris: readonly string[]): void {
    const changed = uris.filter((uri) => this.#shown.includes(uri));
    if (changed.length > 0) {
      this.#post({ kind: 'changed', uris: changed });
    }
  }

  #tellWaiting(): void {
    const isReady = (message: Waiting) =>
      message.kind === 'section' ? this.#shown.length > 0 : this.#shown.includes(message.uri);
    const ready = this.#waiting.filter(isReady);
    this.#waiting = this.#waiting.filter((message) => !isReady(message));
    ready.forEach((message) => this.#post(message));
  }

  #tellStatus(): void {
    const message =
      this.#shown.length === 0
        ? goneSentence(shownNames(this.#uris))
        : emptySentence(this.#parts.link.status, this.#shown);
    if (this.#isReady && message !== this.#said) {
      this.#said = message;
      this.#post({ kind: 'status', message });
    }
  }

  #post(message: ToPanel): void {
    if (!this.#disposed) {
      void this.panel.webview.postMessage(message);
    }
  }
}

function panelTitle(uris: readonly vscode.Uri[]): string {
  const [first = ''] = shownNames(uris);
  return uris.length === 1 ? `Map: ${first}` : `Map: ${first} and ${uris.length - 1} more`;
}

function pageOf(webview: vscode.Webview, folder: vscode.Uri): string {
  const address = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  return panelHtml({
    script: address('panel.js'),
    style: address('panel.css'),
    source: webview.cspSource,
    nonce: randomBytes(24).toString('base64'),
  });
}
