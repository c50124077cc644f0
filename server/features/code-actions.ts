import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import { weightZeroEdits } from '../core/weight-zero.ts';
import { serverCommands, type SampleAction } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FeatureContext } from './context.ts';
import { diagnosticSource } from './diagnostics.ts';
import { viewLine, type LineView } from './line-view.ts';
import { quarantineName } from './quarantine.ts';
import { samplesAtOrAbove } from './sample-lines.ts';

type SampleView = Extract<LineView, { contentHash: string }>;

interface Offer {
  readonly title: string;
  readonly command: string;
  readonly argument: SampleAction;
}

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
    for (const { title, command, argument } of offers(file, line, view, context)) {
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

function offers(file: FileScan, line: number, view: SampleView, context: FeatureContext): Offer[] {
  const argument: SampleAction = { uri: file.uri, line, contentHash: view.contentHash };
  if (view.ignored !== undefined) {
    return [{ title: 'Stop ignoring this sample', command: serverCommands.stopIgnoring, argument }];
  }
  const offered: Offer[] = [
    { title: 'Remove this sample', command: serverCommands.removeSample, argument },
  ];
  if (weightZeroEdits(view.record.text, view.reading).length > 0) {
    const title = 'Set the weight of this sample to 0';
    offered.push({ title, command: serverCommands.setWeightZero, argument });
  }
  const quarantine = quarantineName(file.uri);
  if (quarantine !== null) {
    const title = `Move this sample to ${quarantine}`;
    offered.push({ title, command: serverCommands.quarantine, argument });
  }
  if (context.ignores.list(file.uri) !== undefined) {
    const title = 'Ignore this sample…';
    offered.push({ title, command: serverCommands.ignore, argument });
  }
  const { risk } = view.record;
  if (view.kind === 'scored' && !Number.isNaN(risk)) {
    const count = samplesAtOrAbove(file, risk, context).length;
    const title = `Remove every sample at or above this risk (${count})…`;
    const command = serverCommands.removeAtOrAbove;
    offered.push({ title, command, argument: { ...argument, risk } });
  }
  return offered;
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
