import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import type {
  FindingsParams,
  FindingsResult,
  ScanFinishedParams,
  StatusParams,
} from '../server/protocol.ts';
import { actionMiddleware } from './actions.ts';
import { clientOptions, serverModule } from './client-options.ts';
import { ServerLink } from './client.ts';
import { registerCommands } from './commands.ts';
import { Decorations } from './decorations.ts';
import { FindingsView } from './findings-view.ts';
import { createLog } from './log.ts';
import { OwnCommands } from './own-commands.ts';
import { OwnMarks } from './own-marks.ts';
import { OwnRequests } from './own-requests.ts';
import { MapPanels } from './map-panels.ts';
import { settingSection } from './settings.ts';
import { StatusBar } from './status-bar.ts';
import { VisibleLines } from './visible-lines.ts';

/** What `activate` hands to other extensions and to the tests. */
export interface LatentLintApi {
  status(): StatusParams;
  findings(params: FindingsParams): Promise<FindingsResult>;
  readonly onStatus: vscode.Event<StatusParams>;
  readonly onScanFinished: vscode.Event<ScanFinishedParams>;
}

/** Puts the parts together and starts the server without waiting for it. */
export function activate(context: vscode.ExtensionContext): LatentLintApi {
  const log = createLog();
  const middleware = actionMiddleware(() => log.show());
  const link = new ServerLink(
    () =>
      new LanguageClient(
        'latentLint',
        'Latent Lint',
        serverModule(context),
        clientOptions(context, log, middleware),
      ),
  );
  const view = new FindingsView(link, log);
  const maps = new MapPanels({
    extensionUri: context.extensionUri,
    link,
    log,
    showFindings: () => view.focus(),
  });
  const requests = new OwnRequests(link);
  context.subscriptions.push(
    log,
    link,
    requests,
    new StatusBar(link),
    view,
    maps,
    new Decorations(link, log),
    new OwnMarks(context.extensionUri, link, requests, log),
    new OwnCommands({ requests, maps, log }),
    new VisibleLines(link, log),
    registerCommands(context, link, view, maps, log),
    vscode.workspace.onDidChangeConfiguration((change) => {
      // Which files the editor hands over is fixed when the client starts.
      if (change.affectsConfiguration(`${settingSection}.include`)) {
        void link.restart();
      }
    }),
  );
  void link.start();
  return {
    status: () => link.status,
    findings: (params) => link.findings(params),
    onStatus: link.onStatus,
    onScanFinished: link.onScanFinished,
  };
}
