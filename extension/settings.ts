import * as vscode from 'vscode';

/** The section of all settings; `server/settings.ts` has the table and a test compares the two. */
export const settingSection = 'latentLint';

/** Does this document's editor get marks only, and the Problems view nothing? */
export function isDecorationsOnly(document: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration(settingSection, document);
  return settings.get<boolean>('decorationsOnly', false);
}

/** Patterns of files to score, or not to score, in a folder; null stands for files outside of all folders. */
export function filePatterns(which: 'include' | 'exclude', folder: vscode.Uri | null): string[] {
  const patterns = vscode.workspace.getConfiguration(settingSection, folder).get<unknown>(which);
  return Array.isArray(patterns) ? patterns.filter((item) => typeof item === 'string') : [];
}
