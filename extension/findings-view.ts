import * as vscode from 'vscode';
import type { Finding } from '../server/protocol.ts';
import type { ServerLink } from './client.ts';
import { flaggedFiles } from './finding-list.ts';
import { toLog } from './failure.ts';
import { viewState } from './findings-state.ts';
import { focusRow, treeItem, type Row } from './findings-tree.ts';
import { Soon } from './soon.ts';

const pageSize = 200;

/** The view of all findings, worst first, by file; long lists come a page at a time. */
export class FindingsView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #link: ServerLink;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<Row>;
  readonly #subscriptions: { dispose(): unknown }[];
  /** How many findings of a file are shown, by its address. */
  readonly #shown = new Map<string, number>();
  #roots: Row[] = [];
  /** What the rows were made of when they were last drawn. */
  #drawn = '';
  readonly #refresh: Soon;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(link: ServerLink, log: vscode.LogOutputChannel) {
    this.#link = link;
    const failed = toLog(log, 'The list of findings could not be renewed');
    this.#refresh = new Soon(() => this.#redraw(), 200, failed);
    this.#view = vscode.window.createTreeView('latentLint.findings', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      this.#refresh,
      link.onStatus(() => this.#refreshSoon()),
      link.onScanFinished(() => this.#refreshSoon()),
      vscode.commands.registerCommand('latentLint.showMore', (uri: string) => this.#showMore(uri)),
    ];
    this.#describe();
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return treeItem(row);
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row === undefined) {
      this.#roots = await this.#files();
      return this.#roots;
    }
    return row.kind === 'file' ? this.#findings(row.uri) : [];
  }

  /** Only files are ever revealed, and they are at the top. */
  getParent(): undefined {
    return undefined;
  }

  /** Opens the view and puts the keyboard on its first file; without one the view itself has to do. */
  async focus(): Promise<void> {
    await vscode.commands.executeCommand('latentLint.findings.focus');
    const [first] = this.#roots.length > 0 ? this.#roots : await this.#files();
    if (first !== undefined) {
      await focusRow(this.#view, first);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #files(): Promise<Row[]> {
    const files = await flaggedFiles(this.#link);
    return files.map(({ uri, total }) => ({ kind: 'file', uri, total }));
  }

  async #findings(uri: string): Promise<Row[]> {
    const shown = this.#shown.get(uri) ?? pageSize;
    const { total, findings } = await this.#link.findings({ uri, limit: shown });
    const rows: Row[] = findings.map((finding: Finding) => ({ kind: 'finding', finding }));
    const left = total - findings.length;
    return left > 0 ? [...rows, { kind: 'more', uri, left }] : rows;
  }

  #showMore(uri: string): void {
    this.#shown.set(uri, (this.#shown.get(uri) ?? pageSize) + pageSize);
    this.#changed.fire(undefined);
  }

  #refreshSoon(): void {
    this.#refresh.ask();
  }

  /** Rows are drawn anew only when they changed: a click that meets a row while it is replaced is lost. */
  async #redraw(): Promise<void> {
    this.#describe();
    const files = await this.#files();
    const lists = files.map((row) => this.getChildren(row));
    const drawn = JSON.stringify([files, await Promise.all(lists)]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#changed.fire(undefined);
    }
  }

  /** Says what an empty list means, and counts on the icon. */
  #describe(): void {
    const { badge, message, contexts } = viewState(this.#link.status);
    this.#view.badge = badge;
    this.#view.message = message;
    for (const [name, value] of Object.entries(contexts)) {
      void vscode.commands.executeCommand('setContext', `latentLint.${name}`, value);
    }
  }
}
