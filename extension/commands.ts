import * as vscode from 'vscode';
import type { ControlParams, Finding } from '../server/protocol.ts';
import { activeUri } from './active-file.ts';
import type { ServerLink } from './client.ts';
import { showFailure } from './failure.ts';
import type { FindingsView } from './findings-view.ts';
import { openExample } from './example.ts';
import { reveal, step } from './navigation.ts';
import type { MapPanels } from './map-panels.ts';

/** Registers the commands of the palette, the menus and the views. A failure is shown in one sentence. */
export function registerCommands(
  context: vscode.ExtensionContext,
  link: ServerLink,
  view: FindingsView,
  maps: MapPanels,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const control = (action: ControlParams['action']) => () => link.control({ action });
  const commands: Record<string, (finding: Finding) => Promise<void> | void> = {
    scan: () => controlFile(link, 'scan'),
    cancel: () => controlFile(link, 'cancel'),
    pause: control('pause'),
    resume: control('resume'),
    clear: () => clear(link),
    restart: () => link.restart(),
    showLog: () => log.show(),
    nextFinding: () => step(link, 'next'),
    previousFinding: () => step(link, 'previous'),
    reveal: (finding) => reveal(finding),
    openExample: () => openExample(context),
    showFindings: () => view.focus(),
    showMap: (file) => maps.show(file),
    showOnMap: (sample) => maps.showSample(sample),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`latentLint.${name}`, async (finding: Finding) => {
        try {
          await run(finding);
        } catch (error) {
          await showFailure(error, log);
        }
      }),
    ),
  );
}

async function controlFile(link: ServerLink, action: 'scan' | 'cancel'): Promise<void> {
  const uri = activeUri()?.toString();
  await link.control(uri === undefined ? { action } : { action, uri });
}

async function clear(link: ServerLink): Promise<void> {
  await link.control({ action: 'clear' });
  vscode.window.setStatusBarMessage('Latent Lint forgot all stored scores.', 5000);
}
