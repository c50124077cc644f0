import * as vscode from 'vscode';
import type { ServerLink } from './client.ts';
import { namesForPeople } from './file-names.ts';
import type { PanelParts } from './map-panel.ts';
import { escapeMessage } from './escape-message.ts';
import { filePatterns } from './settings.ts';

/** As many files as one map can tell apart, and as one list can be read. */
const mostFiles = 200;

/** Names for people of some files, in the same order. */
export function shownNames(uris: readonly vscode.Uri[]): string[] {
  return namesForPeople(
    uris.map(({ path }) => path),
    uris.map((uri) => vscode.workspace.asRelativePath(uri, true)),
  );
}

/** Opens the documents that can be opened, for the server knows only those; the others come back as `gone`. */
export async function openDocuments(
  uris: readonly vscode.Uri[],
): Promise<{ readonly there: readonly vscode.Uri[]; readonly gone: readonly vscode.Uri[] }> {
  const isThere = await Promise.all(uris.map(canOpen));
  return {
    there: uris.filter((_, index) => isThere[index] === true),
    gone: uris.filter((_, index) => isThere[index] !== true),
  };
}

async function canOpen(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.openTextDocument(uri);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lets the user choose which training files of the workspace are on the map; undefined when they change nothing.
 * Files that are shown already keep their order.
 */
export async function chooseFiles(
  shown: readonly vscode.Uri[],
  { link, log }: Pick<PanelParts, 'link' | 'log'>,
): Promise<readonly vscode.Uri[] | undefined> {
  const known = [...shown, ...openFiles(link)];
  const files = distinct([...known, ...(await foundFiles(log))]).slice(0, mostFiles);
  const names = shownNames(files);
  const chosen = await vscode.window.showQuickPick(
    files.map((uri, index) => ({
      label: escapeMessage(names[index] ?? ''),
      description: escapeMessage(vscode.workspace.asRelativePath(uri, true)),
      picked: index < shown.length,
      uri,
    })),
    {
      title: 'Files on the map',
      placeHolder: 'Choose the files to show together',
      canPickMany: true,
      matchOnDescription: true,
    },
  );
  return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ uri }) => uri);
}

/** Those that the server has read. */
function openFiles(link: ServerLink): vscode.Uri[] {
  const scored = link.status.files.filter(({ state }) => state !== 'off');
  return scored.map(({ uri }) => vscode.Uri.parse(uri));
}

/** The first of each address. */
function distinct(uris: readonly vscode.Uri[]): vscode.Uri[] {
  const addresses = uris.map(String);
  return uris.filter((_, index) => addresses.indexOf(addresses[index] ?? '') === index);
}

/** Those of the workspace. Without them one can still choose among the files that are open. */
async function foundFiles(log: vscode.LogOutputChannel): Promise<vscode.Uri[]> {
  try {
    return await searchWorkspace();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn(`The workspace could not be searched for training files: ${reason}`);
    return [];
  }
}

async function searchWorkspace(): Promise<vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const searches = folders.flatMap((folder) => {
    // A pattern with alternatives of its own cannot be one of the alternatives.
    const excluded = filePatterns('exclude', folder.uri).filter(
      (pattern) => !/[{},]/.test(pattern),
    );
    return filePatterns('include', folder.uri).map((pattern) =>
      vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, pattern),
        `{${['**/node_modules/**', ...excluded].join(',')}}`,
        mostFiles,
      ),
    );
  });
  const found = (await Promise.all(searches)).flat();
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
