import * as v from 'valibot';
import * as vscode from 'vscode';
import type { SampleChoice } from '../server/own-feature-protocol.ts';
import { activeUri } from './active-file.ts';

/** The samples that a command is about. */
export interface MarkTarget {
  readonly uri: string;
  readonly samples: Exclude<SampleChoice, { readonly ids: string }>;
  /** Lines from 0, ascending; there is at least one. */
  readonly lines: readonly number[];
  /** Of the feature that is made, if one is; undefined asks. */
  readonly name: string | undefined;
}

const sample = v.object({
  uri: v.string(),
  line: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  contentHash: v.string(),
  name: v.optional(v.string()),
});
/** A row of the findings view. */
const row = v.object({ kind: v.literal('finding'), finding: sample });

/**
 * The samples that a command means: that of the quick fix, the link or the row of the findings view that named it,
 * else those on the selected lines of the editor in front.
 * @throws {Error} with one sentence when there are none.
 */
export function markTarget(argument: unknown): MarkTarget {
  const named = namedSample(argument);
  if (named !== null) {
    const { uri, line, contentHash, name } = named;
    return { uri, samples: { line, contentHash }, lines: [line], name };
  }
  const editor = editorInFront();
  if (editor === undefined) {
    throw new Error('Open a training file (JSON Lines) and put the cursor on a line.');
  }
  const { uri, version } = editor.document;
  const lines = selectedLines(editor.selections);
  return { uri: uri.toString(), samples: { lines, version }, lines, name: undefined };
}

/** The sample that an argument names, or null when it says nothing of the kind. */
function namedSample(argument: unknown): v.InferOutput<typeof sample> | null {
  const ofRow = v.safeParse(row, argument);
  if (ofRow.success) {
    return ofRow.output.finding;
  }
  const ofLink = v.safeParse(sample, argument);
  return ofLink.success ? ofLink.output : null;
}

/** The lines of some selections, each once, ascending. A selection that ends before a line does not hold it. Pure. */
export function selectedLines(
  selections: readonly Pick<vscode.Selection, 'start' | 'end' | 'isEmpty'>[],
): number[] {
  const lines = new Set<number>();
  for (const { start, end, isEmpty } of selections) {
    const isBefore = !isEmpty && end.character === 0 && end.line > start.line;
    const last = isBefore ? end.line - 1 : end.line;
    for (let line = start.line; line <= last; line += 1) {
      lines.add(line);
    }
  }
  return [...lines].sort((a, b) => a - b);
}

/** While a map has the focus it is the editor of the training file beside it. */
function editorInFront(): vscode.TextEditor | undefined {
  const uri = activeUri()?.toString();
  return [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find(
    (editor) => editor?.document.uri.toString() === uri,
  );
}
