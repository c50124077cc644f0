import * as vscode from 'vscode';
import type { FileStatus, Finding } from '../server/protocol.ts';
import type { ServerLink } from './client.ts';
import { treeItem, type Row } from './findings-tree.ts';

const pageSize = 200;

/** The view of all findings, worst first, by file; long lists come a page at a time. */
export class FindingsView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #link: ServerLink;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<Row>;
  readonly #subscriptions: { dispose(): unknown }[];
  /** How many findings of a file are shown, by its address. */
  readonly #shown = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(link: ServerLink) {
    this.#link = link;
    this.#view = vscode.window.createTreeView('latentLint.findings', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.#view,
      this.#changed,
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
      return this.#files();
    }
    return row.kind === 'file' ? this.#findings(row.uri) : [];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #files(): Promise<Row[]> {
    const flagged = this.#link.status.files.filter((file) => file.findings > 0);
    const worst = await Promise.all(
      flagged.map(async ({ uri }) => {
        const { total, findings } = await this.#link.findings({ uri, limit: 1 });
        return { uri, total, risk: findings[0]?.risk ?? 0 };
      }),
    );
    return worst
      .filter((file) => file.total > 0)
      .sort((a, b) => b.risk - a.risk)
      .map(({ uri, total }) => ({ kind: 'file', uri, total }));
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
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#describe();
      this.#changed.fire(undefined);
    }, 200);
  }

  /** Says what an empty list means, and counts on the icon. */
  #describe(): void {
    const { state, message, files } = this.#link.status;
    const total = files.reduce((sum, file) => sum + file.findings, 0);
    const tooltip = total === 1 ? '1 risky sample' : `${total} risky samples`;
    this.#view.badge = total > 0 ? { value: total, tooltip } : undefined;
    // A message hides the welcome text, which has the buttons for the states without any row.
    const going = files.some(isGoing) || state === 'starting' || state === 'paused';
    this.#view.message = going ? scanMessage(files, message) : '';
    const shown = state === 'ready' ? emptyState(files) : state;
    void vscode.commands.executeCommand('setContext', 'latentLint.state', shown);
    void vscode.commands.executeCommand('setContext', 'latentLint.paused', state === 'paused');
    void vscode.commands.executeCommand('setContext', 'latentLint.hasFindings', total > 0);
  }
}

/** Which welcome text explains a list without rows. */
function emptyState(files: readonly FileStatus[]): string {
  if (files.length === 0) {
    return 'noFile';
  }
  if (files.every((file) => file.state === 'off')) {
    return 'off';
  }
  return files.some(isGoing) ? 'scanning' : 'clean';
}

function isGoing({ state }: FileStatus): boolean {
  return state === 'scanning' || state === 'waiting';
}

function scanMessage(files: readonly FileStatus[], fallback: string): string {
  return files.find(isGoing)?.message ?? fallback;
}
