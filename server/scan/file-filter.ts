import path from 'node:path';
import { filePath } from '../file-uri.ts';
import type { Settings } from '../settings.ts';
import { matchesGlob } from './glob.ts';

/** Why a file is not scored, in a sentence; null when it is. */
export function reasonOff(
  uri: string,
  languageId: string,
  settings: Settings,
  workspaceFolders: readonly string[],
): string | null {
  if (!settings.enable) return 'Latent Lint is off (setting latentLint.enable).';
  const paths = pathsToMatch(uri, workspaceFolders);
  const matches = (pattern: string): boolean => paths.some((name) => matchesGlob(pattern, name));
  if (settings.exclude.some(matches)) {
    return 'This file is not scored: it matches the setting latentLint.exclude.';
  }
  if (settings.include.some(matches)) return null;
  // A document that was never saved has no name yet, but its language says what it is.
  if (!uri.startsWith('file:') && ['jsonl', 'ndjson'].includes(languageId)) return null;
  return 'This file is not scored: it does not match the setting latentLint.include.';
}

/** A pattern may mean the whole path, or the path below a workspace folder. */
function pathsToMatch(uri: string, workspaceFolders: readonly string[]): string[] {
  const file = filePath(uri);
  if (file === null) return [decode(uri.replace(/^[^:]*:\/*/, ''))];
  const relative = workspaceFolders
    .map((folder) => path.relative(folder, file))
    .filter((name) => name !== '' && !name.startsWith('..') && !path.isAbsolute(name));
  return [file, ...relative];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
