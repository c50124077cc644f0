import * as vscode from 'vscode';
import { RevealOutputChannelOn, TransportKind, type NodeModule } from 'vscode-languageclient/node';
import type { LanguageClientOptions, Middleware } from 'vscode-languageclient/node';
import { clientCommands, serverCommands, type InitializationOptions } from '../server/protocol.ts';
import { filePatterns } from './settings.ts';
import { asPlainChannel } from './log.ts';

/**
 * The only commands that a link in a hover may run, for a hover shows text from the file: those of the links
 * that the server puts there.
 */
const linkCommands = [
  serverCommands.removeSample,
  serverCommands.setWeightZero,
  serverCommands.quarantine,
  serverCommands.ignore,
  serverCommands.stopIgnoring,
  clientCommands.moreLikeThis,
  clientCommands.notLikeThis,
  clientCommands.takeMarkBack,
  clientCommands.showOnMap,
];

/** How the server is started: as a child process of the extension host, with messages over Node's channel. */
export function serverModule(context: vscode.ExtensionContext): NodeModule {
  return { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
}

/** What the client sends to the server and how it shows what comes back. */
export function clientOptions(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  middleware: Middleware,
): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    storageFolder: context.globalStorageUri.fsPath,
    commandLinks: true,
    packFolder: context.asAbsolutePath('packs/smollm2-135m'),
    featurePages: `${vscode.Uri.joinPath(context.extensionUri, 'docs', 'features').toString()}/`,
  };
  return {
    documentSelector: documentSelector(),
    initializationOptions,
    outputChannel: asPlainChannel(log),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: 'latent-lint',
    markdown: { isTrusted: { enabledCommands: linkCommands }, supportHtml: false },
    middleware,
  };
}

/**
 * JSON Lines of any name, and whatever else the setting `include` names in any folder. The server applies both
 * `include` and `exclude` to each file.
 */
function documentSelector(): { scheme: string; language?: string; pattern?: string }[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const patterns = new Set(
    [null, ...folders.map(({ uri }) => uri)].flatMap((folder) => filePatterns('include', folder)),
  );
  return ['file', 'untitled'].flatMap((scheme) => [
    { scheme, language: 'jsonl' },
    ...[...patterns].map((pattern) => ({ scheme, pattern })),
  ]);
}
