import * as vscode from 'vscode';
import type { ChoiceResult } from '../server/map-work-protocol.ts';
import { baseName, safeFileName } from './file-names.ts';
import { askName, chooseFeature } from './own-choice.ts';
import type { OwnRequests } from './own-requests.ts';

/** Every command here answers undefined when somebody changes their mind, and rejects with one sentence. */
type Answer = Promise<ChoiceResult | undefined>;

/** `.pt` is among them because the server says why it is refused, and how to convert it. */
const directionFiles = { Directions: ['safetensors', 'npy', 'pt', 'pth'], 'All files': ['*'] };
const scoreFiles = { Scores: ['csv', 'tsv', 'jsonl'], 'All files': ['*'] };

/** Makes a feature of another tool's direction, or of a latent of the pack's autoencoder. */
export async function importFeature(requests: OwnRequests, uri: string): Answer {
  const fromFile = 'From a file…';
  const fromLatent = 'From a latent of the pack’s autoencoder…';
  const title = 'Import a feature';
  const from = await vscode.window.showQuickPick(
    [
      { label: fromFile, detail: 'A direction of another tool: .safetensors or .npy.' },
      { label: fromLatent, detail: 'A row of its decoder, by its number.' },
    ],
    { title },
  );
  const path =
    from?.label === fromFile
      ? (await chooseOne(uri, title, directionFiles))?.fsPath
      : from && (await askLatent(title));
  if (path === undefined) {
    return undefined;
  }
  const { features } = await requests.features(uri);
  const name = await askName(features, suggestedName(path));
  return name === undefined
    ? undefined
    : requests.file({ uri, action: 'import', path, feature: name });
}

/** Writes the direction of a feature for another tool. `featureId` undefined asks which. */
export async function exportFeature(
  requests: OwnRequests,
  uri: string,
  featureId: string | undefined,
): Answer {
  const title = 'Export a feature';
  const { features, current } = await requests.features(uri);
  if (features.length === 0) {
    throw new Error('There is no feature of your own to export yet.');
  }
  const chosen = featureId ?? (await chooseFeature(features, current, title));
  if (chosen === undefined) {
    return undefined;
  }
  const target = await vscode.window.showSaveDialog({
    title,
    filters: { safetensors: ['safetensors'], NumPy: ['npy'] },
    ...beside(uri, `${safeFileName(chosen)}.safetensors`),
  });
  return target && requests.file({ uri, action: 'export', path: target.fsPath, feature: chosen });
}

/** Adds files or folders that are known to be fine to the ordinary data that samples are compared with. */
export async function addOrdinary(requests: OwnRequests, uri: string): Answer {
  const title = 'Ordinary data of your own';
  // On some systems a dialog shows either files or folders.
  const files = 'Files…';
  const kind = await vscode.window.showQuickPick([files, 'Folders…'], {
    title,
    placeHolder: 'Training files whose samples you know to be fine',
  });
  if (kind === undefined) {
    return undefined;
  }
  const chosen = await vscode.window.showOpenDialog({
    title,
    openLabel: 'Add',
    canSelectMany: true,
    canSelectFiles: kind === files,
    canSelectFolders: kind !== files,
    ...(kind === files
      ? { filters: { 'JSON Lines': ['jsonl', 'ndjson'], 'All files': ['*'] } }
      : {}),
    ...beside(uri, ''),
  });
  if (chosen === undefined || chosen.length === 0) {
    return undefined;
  }
  const paths = chosen.map(({ fsPath }) => fsPath);
  return readOrdinary(requests, uri, paths);
}

/** The samples of the files are scored first, which can be stopped; nothing is added then. */
function readOrdinary(requests: OwnRequests, uri: string, paths: readonly string[]) {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: 'Latent Lint: reading ordinary data',
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_progress, token) => {
    try {
      return await requests.ordinary({ uri, change: { kind: 'add', paths } }, token);
    } catch (error) {
      if (token.isCancellationRequested) {
        return undefined;
      }
      throw error;
    }
  });
}

/** Compares with the pack's ordinary data alone again. */
export async function clearOrdinary(requests: OwnRequests, uri: string): Answer {
  return requests.ordinary({ uri, change: { kind: 'clear' } });
}

/** Takes another tool's scores of the samples in as a second opinion. */
export async function importScores(requests: OwnRequests, uri: string): Answer {
  const file = await chooseOne(uri, 'Import another tool’s scores', scoreFiles);
  if (file === undefined) {
    return undefined;
  }
  const target = { uris: [uri], projection: { kind: 'pca' } as const };
  const { message } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Latent Lint: importing scores' },
    () => requests.secondOpinion({ ...target, importPath: file.fsPath, forget: null }),
  );
  const imported = `Imported the scores of ${baseName(file.path)}: the map’s Second opinion compares them with the risk.`;
  return { done: message === null, message: message ?? imported };
}

async function chooseOne(
  uri: string,
  title: string,
  filters: Record<string, string[]>,
): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title,
    openLabel: 'Import',
    filters,
    ...beside(uri, ''),
  });
  return chosen?.[0];
}

/** The path that stands for a latent, as the server takes it. */
async function askLatent(title: string): Promise<string | undefined> {
  const number = await vscode.window.showInputBox({
    title,
    prompt: 'The number of the latent, from 0; a hover names the latents of a sample.',
    validateInput: (text) =>
      /^\d{1,9}$/.test(text.trim()) ? undefined : 'Give a whole number, or press Escape.',
  });
  return number === undefined ? undefined : `sae:${Number(number.trim())}`;
}

function suggestedName(path: string): string {
  const latent = /^sae:(\d+)$/.exec(path)?.[1];
  return latent === undefined
    ? baseName(path.replaceAll('\\', '/')).replace(/\.[^.]*$/, '')
    : `latent ${latent}`;
}

/** Where a dialog opens: in the folder of the file, if that is on a disk. */
function beside(uri: string, name: string): { defaultUri?: vscode.Uri } {
  const file = vscode.Uri.parse(uri);
  return file.scheme === 'file' ? { defaultUri: vscode.Uri.joinPath(file, '..', name) } : {};
}
