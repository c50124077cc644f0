import {
  DiagnosticSeverity,
  type Diagnostic,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver';
import type { Range } from '../core/sample.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FlaggedLine } from '../scan/flagging.ts';
import type { Outcomes } from '../scan/outcomes.ts';
import { TimeSlice } from '../time-slice.ts';
import type { Settings } from '../settings.ts';
import type { FeatureContext } from './context.ts';
import { whyFlagged } from './finding-details.ts';
import { lineProblems } from './line-problems.ts';
import { outcomesOf } from './outcomes-of.ts';

export const diagnosticSource = 'Latent Lint';

export const severityNumbers: Readonly<Record<Settings['severity.flagged'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a diagnostic of a flagged line carries for the quick fixes; clients hand it back. */
export interface FindingData {
  readonly contentHash: string;
}

/**
 * All diagnostics of a file: findings, worst first and at most `maxProblems` of them, then a line that says
 * how many more there are, then lines that cannot be read. Null when the file changed on the way.
 */
export async function diagnosticsOf(
  file: FileScan,
  context: FeatureContext,
): Promise<PublishDiagnosticsParams | null> {
  const { uri, version, settings } = file;
  if (settings === null || file.off !== null || settings.decorationsOnly) {
    return { uri, version, diagnostics: [] };
  }
  const slice = new TimeSlice();
  const diagnostics = await findings(file, settings, context, slice);
  if (slice.over) await slice.rest();
  if (file.version !== version) return null;
  diagnostics.push(...lineProblems(file));
  return { uri, version, diagnostics };
}

async function findings(
  file: FileScan,
  settings: Settings,
  context: FeatureContext,
  slice: TimeSlice,
): Promise<Diagnostic[]> {
  const outcomes = outcomesOf(file, context);
  if (outcomes === undefined) return [];
  // Finding them and sorting them are each as much as may be done at once.
  context.flagged.inFileOrder(file);
  if (slice.over) await slice.rest();
  const flagged = context.flagged.of(file);
  const diagnostics: Diagnostic[] = [];
  for (const finding of flagged.slice(0, settings.maxProblems)) {
    const diagnostic = findingDiagnostic(finding, file, settings, outcomes, context);
    if (diagnostic !== null) diagnostics.push(diagnostic);
    if (slice.over) await slice.rest();
  }
  const more = flagged.length - settings.maxProblems;
  const next = flagged[settings.maxProblems];
  if (more > 0 && next !== undefined) {
    diagnostics.push({
      range: lineRangeOf(next.line, { start: 0, end: next.record.text.length }),
      severity: DiagnosticSeverity.Information,
      source: diagnosticSource,
      code: 'more',
      message: `${more} more in the findings view.`,
    });
  }
  return diagnostics;
}

/** The gravest of what the settings say of its risk and of what features of one's own say. */
export function severityOf(finding: FlaggedLine, settings: Settings): Settings['severity.flagged'] {
  const { record, risky, severe } = finding;
  const ofRisk = severe ? settings['severity.severe'] : settings['severity.flagged'];
  return [...record.own.map(({ severity }) => severity), ...(risky ? [ofRisk] : [])].reduce(
    // Of the protocol's numbers the least is the gravest.
    (gravest, each) => (severityNumbers[each] < severityNumbers[gravest] ? each : gravest),
    'hint',
  );
}

/** A range of a line, in the protocol's positions. */
export function lineRangeOf(line: number, range: Range): Diagnostic['range'] {
  return { start: { line, character: range.start }, end: { line, character: range.end } };
}

function findingDiagnostic(
  finding: FlaggedLine,
  file: FileScan,
  settings: Settings,
  outcomes: Outcomes,
  context: FeatureContext,
): Diagnostic | null {
  const { record, line } = finding;
  const detail = context.details.of(record, file, outcomes);
  if (detail === null || record.summary?.kind !== 'sample') return null;
  const data: FindingData = { contentHash: record.summary.hash };
  const why = whyFlagged(finding, detail);
  const diagnostic: Diagnostic = {
    range: lineRangeOf(line, detail.range),
    severity: severityNumbers[severityOf(finding, settings)],
    source: diagnosticSource,
    message: why.message,
    data,
  };
  if (why.id === '') return diagnostic;
  diagnostic.code = why.id;
  if (context.featurePages !== null && !why.own) {
    diagnostic.codeDescription = { href: `${context.featurePages}${why.id}.md` };
  }
  return diagnostic;
}
