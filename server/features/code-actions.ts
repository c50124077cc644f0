import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import type { FeatureContext } from './context.ts';
import { diagnosticSource } from './diagnostics.ts';
import { viewLine, type LineView } from './line-view.ts';
import { menuOffers, type SampleView } from './sample-actions.ts';

/** The most lines of a selection that get actions of their own. */
const mostLines = 20;

/**
 * What can be done with the samples of the selected lines: quick fixes for lines with a diagnostic, the
 * same as refactorings for others. The actions only name a command of the server, so that nothing is
 * computed for actions that nobody takes, and the text is checked again when one is taken.
 */
export function codeActions(params: CodeActionParams, context: FeatureContext): CodeAction[] {
  const file = context.scanner.files.get(params.textDocument.uri);
  if (file?.off !== null) return [];
  const diagnostics = findingsByLine(params.context.diagnostics);
  const lines = diagnostics.size > 0 ? [...diagnostics.keys()] : [params.range.start.line];
  const actions: CodeAction[] = [];
  for (const line of lines.slice(0, mostLines)) {
    const view = viewLine(file, line, context);
    if (!isSample(view)) continue;
    const diagnostic = diagnostics.get(line);
    const kind = diagnostic ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
    if (!isWanted(kind, params.context.only)) continue;
    for (const { title, command, argument } of menuOffers({ file, line, view, context })) {
      actions.push({
        title,
        kind,
        ...(diagnostic && { diagnostics: [diagnostic] }),
        command: { title, command, arguments: [argument] },
      });
    }
  }
  return actions;
}

function isSample(view: LineView | null): view is SampleView {
  return view !== null && 'contentHash' in view;
}

/** Of the diagnostics that the client names, those of findings, by line. */
function findingsByLine(diagnostics: readonly Diagnostic[]): Map<number, Diagnostic> {
  const byLine = new Map<number, Diagnostic>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.source !== diagnosticSource || diagnostic.code === 'more') continue;
    byLine.set(diagnostic.range.start.line, diagnostic);
  }
  return byLine;
}

/** A kind is wanted when the client names it or a kind above it (`refactor` is above `refactor.rewrite`). */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only?.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;
}
