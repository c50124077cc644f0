import * as vscode from 'vscode';
import { activeFile } from './active-file.ts';
import type { ServerLink } from './client.ts';
import { statusText, type StatusText } from './status-text.ts';

const severities = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

/** The status-bar item and the language status of JSON Lines: always a sentence on what is going on. */
export class StatusBar implements vscode.Disposable {
  readonly #link: ServerLink;
  readonly #item: vscode.StatusBarItem;
  readonly #language: vscode.LanguageStatusItem;
  readonly #subscriptions: { dispose(): unknown }[];
  #latest = 0;

  constructor(link: ServerLink) {
    this.#link = link;
    this.#item = vscode.window.createStatusBarItem('latentLint', vscode.StatusBarAlignment.Left, 0);
    this.#item.name = 'Latent Lint';
    this.#language = vscode.languages.createLanguageStatusItem('latentLint', {
      language: 'jsonl',
    });
    this.#language.name = 'Latent Lint';
    const refresh = () => void this.#refresh();
    this.#subscriptions = [
      this.#item,
      this.#language,
      link.onStatus(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.window.tabGroups.onDidChangeTabs(refresh),
    ];
    refresh();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #refresh(): Promise<void> {
    const turn = ++this.#latest;
    const active = await activeFile(this.#link.status);
    if (turn !== this.#latest) {
      return;
    }
    const text = statusText(this.#link.status, active);
    const failed = this.#link.status.state === 'failed';
    this.#showItem(text, failed);
    this.#showLanguage(text, failed);
    if (active.kind !== 'none' || failed) {
      this.#item.show();
    } else {
      this.#item.hide();
    }
  }

  #showItem(text: StatusText, failed: boolean): void {
    this.#item.text = `$(${text.icon}) ${text.short}`;
    this.#item.accessibilityInformation = { label: `Latent Lint: ${text.sentence}` };
    this.#item.tooltip = this.#tooltip(text);
    this.#item.command = failed ? 'latentLint.showLog' : 'latentLint.showFindings';
    this.#item.backgroundColor = failed
      ? new vscode.ThemeColor('statusBarItem.errorBackground')
      : undefined;
  }

  #showLanguage(text: StatusText, failed: boolean): void {
    this.#language.text = `Latent Lint: ${text.short}`;
    this.#language.detail = text.sentence;
    this.#language.severity = severities[text.severity];
    this.#language.busy = text.busy;
    this.#language.command = failed
      ? { title: 'Restart', command: 'latentLint.restart' }
      : { title: 'Show findings', command: 'latentLint.showFindings' };
  }

  #tooltip(text: StatusText): vscode.MarkdownString {
    const { pack, state } = this.#link.status;
    const tooltip = new vscode.MarkdownString('', true);
    tooltip.isTrusted = {
      enabledCommands: ['scan', 'cancel', 'pause', 'resume', 'restart', 'showLog'].map(
        (name) => `latentLint.${name}`,
      ),
    };
    tooltip.appendText(text.sentence);
    if (pack !== null) {
      tooltip.appendText(`\n\n${pack.model}, ${pack.features} features (${pack.name}).`);
    }
    const toggle =
      state === 'paused'
        ? '[Resume](command:latentLint.resume)'
        : '[Pause](command:latentLint.pause)';
    const scan = text.busy
      ? '[Stop scanning](command:latentLint.cancel)'
      : '[Scan](command:latentLint.scan)';
    const links = [scan, toggle];
    const repair = [
      '[Restart](command:latentLint.restart)',
      '[Show log](command:latentLint.showLog)',
    ];
    tooltip.appendMarkdown(`\n\n${[...links, ...repair].join(' | ')}`);
    return tooltip;
  }
}
