import type { Connection, ExecuteCommandParams } from 'vscode-languageserver';
import { codeActions } from './features/code-actions.ts';
import type { CommandTools } from './features/batch-edits.ts';
import { executeCommand } from './features/commands.ts';
import type { FeatureContext } from './features/context.ts';
import { control } from './features/control.ts';
import { EventLoopMonitor } from './features/event-loop.ts';
import { findings } from './features/findings.ts';
import { hover } from './features/hover.ts';
import { latents } from './features/latents.ts';
import { listenMap } from './features/map/listen-map.ts';
import { listenOwnFeatures } from './features/own-features/listen-own-features.ts';
import {
  controlSchema,
  eventLoopSchema,
  findingsSchema,
  latentsSchema,
} from './features/params.ts';
import { request } from './features/request.ts';
import { initializeResult, pathsOf } from './initialize.ts';
import { errorPlace } from './log.ts';
import {
  controlRequest,
  eventLoopRequest,
  findingsRequest,
  latentsRequest,
  type ControlParams,
} from './protocol.ts';
import { Server } from './server.ts';

/** Makes the server of a connection when the client initializes it, and answers from then on. */
export function listen(connection: Connection, version: string): void {
  let server: Server | null = null;
  const context = (): FeatureContext | null => server?.context ?? null;
  const monitor = new EventLoopMonitor();

  connection.onInitialize((params) => {
    server = new Server(connection, params);
    server.documents.listen(connection);
    return initializeResult(version);
  });
  const run = (what: string, work: Promise<void> | undefined): void => {
    work?.catch((error: unknown) =>
      connection.console.error(`${what} failed: ${errorPlace(error)}`),
    );
  };
  connection.onInitialized(() => {
    if (server?.context.abilities.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        run('folders', server?.foldersChanged(pathsOf(added), pathsOf(removed))),
      );
    }
    run('start', server?.start());
  });
  connection.onShutdown(async () => server?.dispose());
  process.once('exit', () => server?.engine.flushSync());

  connection.onDidChangeConfiguration(({ settings }) =>
    run('configuration', server?.configurationChanged(settings)),
  );
  connection.onDidChangeWatchedFiles(() => run('watched files', server?.projectChanged()));
  const tools = commandTools(connection, async () => server?.projectChanged());
  connection.onHover(request('hover', context, hover));
  connection.onCodeAction(request('codeAction', context, codeActions));
  connection.onExecuteCommand(
    request('executeCommand', context, (params: ExecuteCommandParams, ready) =>
      executeCommand(params, ready, tools),
    ),
  );
  connection.onRequest(findingsRequest, request('findings', context, findings, findingsSchema));
  connection.onRequest(latentsRequest, request('latents', context, latents, latentsSchema));
  listenMap(connection, context, tools);
  listenOwnFeatures(connection, context);
  connection.onRequest(
    eventLoopRequest,
    request('eventLoop', context, (params) => monitor.answer(params), eventLoopSchema),
  );
  connection.onRequest(
    controlRequest,
    request(
      'control',
      context,
      (params: ControlParams, ready) =>
        control(params, ready, { clear: async () => server?.engine.clear() }),
      controlSchema,
    ),
  );
  connection.listen();
}

function commandTools(connection: Connection, projectChanged: () => Promise<void>): CommandTools {
  return {
    applyEdit: async (label, edit) =>
      (await connection.workspace.applyEdit({ label, edit })).applied,
    confirm: async (question) => {
      const yes = { title: 'Remove' };
      return (await connection.window.showWarningMessage(question, yes))?.title === yes.title;
    },
    projectChanged,
  };
}
