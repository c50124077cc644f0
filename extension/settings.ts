import * as vscode from 'vscode';

/** The section of all settings; `server/settings.ts` has the table and a test compares the two. */
export const settingSection = 'latentLint';

/** Does this document's editor get marks only, and the Problems view nothing? */
export function isDecorationsOnly(document: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration(settingSection, document);
  return settings.get<boolean>('decorationsOnly', false);
}
