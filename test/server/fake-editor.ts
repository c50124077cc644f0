import type { Position, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

interface OpenText {
  version: number;
  text: string;
}

/** The documents of a pretended editor: it applies workspace edits as VS Code does, all or nothing. */
export class FakeEditor {
  readonly #texts = new Map<string, OpenText>();
  /** Edits that were applied, in order. */
  readonly edits: WorkspaceEdit[] = [];

  open(uri: string, text: string): void {
    this.#texts.set(uri, { version: 1, text });
  }

  close(uri: string): void {
    this.#texts.delete(uri);
  }

  text(uri: string): string {
    return this.#texts.get(uri)?.text ?? '';
  }

  version(uri: string): number {
    return this.#texts.get(uri)?.version ?? 0;
  }

  /** Changes an open document; the new version. */
  change(uri: string, newText: string, range?: { start: Position; end: Position }): number {
    const open = this.#texts.get(uri);
    if (open === undefined) throw new Error('The document is not open.');
    open.text = range === undefined ? newText : applied(open.text, [{ range, newText }]);
    open.version += 1;
    return open.version;
  }

  /** Applies an edit; false, with nothing changed, when it is for another version of a document. */
  apply(edit: WorkspaceEdit): boolean {
    const next = new Map([...this.#texts].map(([uri, open]) => [uri, { ...open }]));
    for (const change of edit.documentChanges ?? []) {
      if ('kind' in change) {
        if (change.kind !== 'create') return false;
        if (!next.has(change.uri)) next.set(change.uri, { version: 1, text: '' });
        continue;
      }
      const { uri, version } = change.textDocument;
      const open = next.get(uri);
      if (open === undefined || (version !== null && version !== open.version)) return false;
      open.text = applied(open.text, change.edits);
      open.version += 1;
    }
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
      const open = next.get(uri);
      if (open === undefined) return false;
      open.text = applied(open.text, edits);
      open.version += 1;
    }
    for (const [uri, open] of next) this.#texts.set(uri, open);
    this.edits.push(edit);
    return true;
  }
}

function applied(text: string, edits: TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'jsonl', 1, text), edits);
}
