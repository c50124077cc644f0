import * as vscode from 'vscode';

/**
 * Saves the quarantine files that samples were moved to: a sample that left its file is safe only once they are
 * on disk. Answers with a sentence for those that could not be saved, else with ''.
 */
export async function unsavedSentence(addresses: readonly string[]): Promise<string> {
  const unsaved: string[] = [];
  for (const uri of addresses.map((address) => vscode.Uri.parse(address))) {
    if (!(await isSaved(uri))) {
      unsaved.push(uri.path.slice(uri.path.lastIndexOf('/') + 1));
    }
  }
  return unsaved
    .map((name) => `${name} could not be saved: save it yourself before you close it.`)
    .join(' ');
}

/** Saves the document with this address, where it is open and has changes. */
async function isSaved(uri: vscode.Uri): Promise<boolean> {
  const address = uri.toString();
  const document = vscode.workspace.textDocuments.find(
    (candidate) => candidate.uri.toString() === address,
  );
  if (document?.isDirty !== true) {
    return true;
  }
  try {
    return await document.save();
  } catch {
    return false;
  }
}
