import * as vscode from 'vscode';
import type { Finding } from '../server/protocol.ts';

/** A row of the findings view. */
export type Row =
  | { readonly kind: 'file'; readonly uri: string; readonly total: number }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'more'; readonly uri: string; readonly left: number };

const severityIcons: Readonly<Record<Finding['severity'], [string, string]>> = {
  error: ['error', 'problemsErrorIcon.foreground'],
  warning: ['warning', 'problemsWarningIcon.foreground'],
  information: ['info', 'problemsInfoIcon.foreground'],
  hint: ['lightbulb', 'foreground'],
};

/** How a row looks. Text from a file is a plain label: the view never renders it as markup. */
export function treeItem(row: Row): vscode.TreeItem {
  switch (row.kind) {
    case 'file':
      return fileItem(row.uri, row.total);
    case 'finding':
      return findingItem(row.finding);
    case 'more':
      return moreItem(row.uri, row.left);
  }
}

/** A view that was just opened may not have drawn its rows yet, and then refuses to show one. */
export async function focusRow(view: vscode.TreeView<Row>, row: Row, tries = 20): Promise<void> {
  try {
    await view.reveal(row, { focus: true, select: true });
  } catch (error) {
    if (tries === 0) {
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    await focusRow(view, row, tries - 1);
  }
}

function fileItem(uri: string, total: number): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.Uri.parse(uri), vscode.TreeItemCollapsibleState.Expanded);
  item.id = uri;
  item.iconPath = vscode.ThemeIcon.File;
  item.description = total === 1 ? '1 finding' : `${total} findings`;
  item.contextValue = 'file';
  return item;
}

function findingItem(finding: Finding): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.featureTitle);
  const place = `line ${finding.line + 1}`;
  const [icon, color] = severityIcons[finding.severity];
  item.description = `${place} · ${finding.excerpt}`;
  item.tooltip = `${finding.message}\n\n${finding.excerpt}`;
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.contextValue = 'finding';
  item.accessibilityInformation = {
    label: `${finding.severity}, ${place}, ${finding.message} ${finding.excerpt}`,
  };
  item.command = { title: 'Show', command: 'latentLint.reveal', arguments: [finding] };
  return item;
}

function moreItem(uri: string, left: number): vscode.TreeItem {
  const item = new vscode.TreeItem(`Show more (${left} left)`);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { title: 'Show more', command: 'latentLint.showMore', arguments: [uri] };
  return item;
}
