import type { CancellationToken } from 'vscode-languageserver';
import type { Finding, FindingsParams, FindingsResult } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { FlaggedLine } from '../scan/flagging.ts';
import { TimeSlice } from '../time-slice.ts';
import type { FeatureContext } from './context.ts';
import { lineRangeOf, severityOf } from './diagnostics.ts';
import { whyFlagged } from './finding-details.ts';
import { outcomesOf } from './outcomes-of.ts';
import { Cancelled } from './request.ts';

/** What one answer holds at most when the client does not say. */
const defaultLimit = 1000;

interface Placed extends FlaggedLine {
  readonly file: FileScan;
  /** The version that the line number belongs to. */
  readonly version: number;
}

/** All findings of a file, or of all open files, worst first; `total` counts also what was not asked for. */
export async function findings(
  params: FindingsParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<FindingsResult> {
  const { uri, offset = 0, limit = defaultLimit } = params;
  const files = [...context.scanner.files.values()].filter(
    (file) => uri === undefined || file.uri === uri,
  );
  const total = files.reduce((sum, file) => sum + context.flagged.inFileOrder(file).length, 0);
  const slice = new TimeSlice();
  const listed: Finding[] = [];
  for (const finding of pageOf(files, offset, offset + limit, context)) {
    const described = describe(finding, context);
    if (described !== null) listed.push(described);
    if (slice.over) await slice.rest();
    if (token.isCancellationRequested) throw new Cancelled();
  }
  return { total, findings: listed };
}

/** Findings from the place `start` to the place `end` of all findings of some files, worst first. */
function pageOf(
  files: readonly FileScan[],
  start: number,
  end: number,
  { flagged }: FeatureContext,
): Placed[] {
  const [only, ...others] = files;
  if (only === undefined) return [];
  if (others.length === 0) return placed(only, flagged.of(only).slice(start, end));
  // Each file's findings are in order already, so that none after its first `end` ones can be on the page.
  return files
    .flatMap((file) => placed(file, flagged.of(file).slice(0, end)))
    .sort((a, b) => b.rank - a.rank)
    .slice(start, end);
}

function placed(file: FileScan, findings: readonly FlaggedLine[]): Placed[] {
  return findings.map((finding) => ({ ...finding, file, version: file.version }));
}

function describe(finding: Placed, context: FeatureContext): Finding | null {
  const { file, version, record, line, risk } = finding;
  const outcomes = outcomesOf(file, context);
  if (outcomes === undefined || record.summary?.kind !== 'sample') return null;
  const detail = context.details.of(record, file, outcomes);
  if (detail === null || file.settings === null) return null;
  const why = whyFlagged(finding, detail);
  return {
    uri: file.uri,
    version,
    line,
    range: lineRangeOf(line, detail.range),
    risk,
    severity: severityOf(finding, file.settings),
    featureId: why.id,
    featureTitle: why.title,
    message: why.message,
    excerpt: detail.excerpt,
    contentHash: record.summary.hash,
  };
}
