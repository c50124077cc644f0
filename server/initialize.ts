import {
  CodeActionKind,
  TextDocumentSyncKind,
  type InitializeParams,
  type InitializeResult,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import type { ClientAbilities } from './features/context.ts';
import { serverCommands, type InitializationOptions } from './protocol.ts';
import { filePath } from './file-uri.ts';

/** What the client can do. A client that says nothing of an ability is taken not to have it. */
export function abilitiesOf({
  capabilities,
  initializationOptions,
}: InitializeParams): ClientAbilities {
  const { workspace, window } = capabilities;
  const edit = workspace?.workspaceEdit;
  const options = optionsOf(initializationOptions);
  return {
    configuration: workspace?.configuration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    workDoneProgress: window?.workDoneProgress === true,
    documentChanges: edit?.documentChanges === true,
    changeAnnotations: edit?.changeAnnotationSupport !== undefined,
    createFiles: edit?.resourceOperations?.includes('create') === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    commandLinks: options.commandLinks ?? false,
  };
}

/** The initialization options, key by key; what has another type than it should counts as missing. */
export function optionsOf(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Record<string, unknown>;
  const text = (key: string): string | undefined => {
    const found = given[key];
    return typeof found === 'string' && found !== '' ? found : undefined;
  };
  const storageFolder = text('storageFolder');
  const packFolder = text('packFolder');
  const featurePages = text('featurePages');
  const { commandLinks, settings } = given;
  return {
    ...(storageFolder !== undefined && { storageFolder }),
    ...(packFolder !== undefined && { packFolder }),
    ...(featurePages !== undefined && { featurePages }),
    ...(typeof commandLinks === 'boolean' && { commandLinks }),
    ...(settings !== undefined && { settings }),
  };
}

/** Paths of the workspace folders on this machine. */
export function foldersOf({ workspaceFolders }: InitializeParams): string[] {
  return pathsOf(workspaceFolders ?? []);
}

export function pathsOf(folders: readonly WorkspaceFolder[]): string[] {
  return folders.map(({ uri }) => filePath(uri)).filter((folder) => folder !== null);
}

export function initializeResult(version: string): InitializeResult {
  return {
    serverInfo: { name: 'Latent Lint', version },
    capabilities: {
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: { includeText: false },
      },
      hoverProvider: true,
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
      },
      executeCommandProvider: { commands: Object.values(serverCommands) },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
