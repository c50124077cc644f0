import type {
  ChangeAnnotation,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { rangesOfLines } from '../core/remove-lines.ts';
import type { LineEdit } from '../core/sample.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { ClientAbilities } from './context.ts';

/** The edits of one document; `version` is null when it is not open. */
export interface DocumentEdit {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
  /** Makes an empty file first, if there is none. */
  readonly create?: boolean;
}

/** Edits that take whole lines (from 0) out of a file and leave every other byte as it was. */
export function removeLines(file: FileScan, lines: readonly number[]): DocumentEdit {
  const ranges = rangesOfLines(file.lineAccess, lines);
  return { ...of(file), edits: ranges.map((range) => ({ range, newText: '' })) };
}

/** Edits inside one line (from 0). */
export interface LineEdits {
  readonly line: number;
  readonly edits: readonly LineEdit[];
}

/** Edits inside lines of a file. */
export function editLines(file: FileScan, lines: readonly LineEdits[]): DocumentEdit {
  return {
    ...of(file),
    edits: lines.flatMap(({ line, edits }) =>
      edits.map(({ start, end, newText }) => ({
        range: { start: { line, character: start }, end: { line, character: end } },
        newText,
      })),
    ),
  };
}

/**
 * One edit over several documents, for the versions that it was computed from wherever the client can check
 * that. With an annotation the client asks first and shows what it would do.
 */
export function workspaceEdit(
  documents: readonly DocumentEdit[],
  abilities: ClientAbilities,
  annotation?: ChangeAnnotation,
): WorkspaceEdit {
  if (!abilities.documentChanges) {
    return { changes: Object.fromEntries(documents.map(({ uri, edits }) => [uri, [...edits]])) };
  }
  const asks = annotation !== undefined && abilities.changeAnnotations;
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  for (const { uri, version, edits, create } of documents) {
    if (create === true && createsFiles(abilities)) {
      documentChanges.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    }
    documentChanges.push({
      textDocument: { uri, version },
      edits: edits.map((edit) => (asks ? { ...edit, annotationId: 'edit' } : edit)),
    });
  }
  return asks
    ? withPreview(documentChanges, documents, annotation, abilities)
    : { documentChanges };
}

/** Whether an edit may make a file: that takes edits in the newer form. */
export function createsFiles({ documentChanges, createFiles }: ClientAbilities): boolean {
  return documentChanges && createFiles;
}

/**
 * An edit that has to be confirmed is left out unless somebody ticks it, in VS Code's preview at least, and
 * nobody expects to tick what they asked for. So the confirmation hangs on an operation that does nothing,
 * making a file that is there already: the preview opens all the same, with the real edits ticked.
 */
function withPreview(
  documentChanges: (CreateFile | TextDocumentEdit)[],
  documents: readonly DocumentEdit[],
  annotation: ChangeAnnotation,
  abilities: ClientAbilities,
): WorkspaceEdit {
  const onDisk = documents.find(({ uri }) => uri.startsWith('file:'));
  if (onDisk === undefined || !abilities.createFiles) {
    return { documentChanges, changeAnnotations: { edit: annotation } };
  }
  const nothing: CreateFile = {
    kind: 'create',
    uri: onDisk.uri,
    options: { ignoreIfExists: true },
    annotationId: 'preview',
  };
  return {
    documentChanges: [nothing, ...documentChanges],
    changeAnnotations: {
      preview: { ...annotation, needsConfirmation: true },
      edit: { ...annotation, needsConfirmation: false },
    },
  };
}

function of({ uri, version }: FileScan): Pick<DocumentEdit, 'uri' | 'version'> {
  return { uri, version };
}
