import type { SampleAction } from '../protocol.ts';
import type { FileScan } from '../scan/file-scan.ts';
import { featuresOn } from '../scan/flagging.ts';
import type { LineRecord } from '../scan/line-document.ts';
import type { FeatureContext } from './context.ts';

export interface FoundLine {
  readonly line: number;
  readonly record: LineRecord;
}

/**
 * The line that an action means: that with its number if it holds the sample still, else the only line
 * that holds it. Null when there is none, or when several could be meant.
 */
export function findSample(file: FileScan, action: SampleAction): FoundLine | null {
  const record = file.lines[action.line];
  if (record !== undefined && holds(record, action.contentHash)) {
    return { line: action.line, record };
  }
  let found: FoundLine | null = null;
  for (const [line, candidate] of file.lines.entries()) {
    if (!holds(candidate, action.contentHash)) continue;
    if (found !== null) return null;
    found = { line, record: candidate };
  }
  return found;
}

/** Numbers of the lines whose risk is at least `risk`, without those that are ignored or whose feature is off. */
export function samplesAtOrAbove(file: FileScan, risk: number, context: FeatureContext): number[] {
  const lines: number[] = [];
  for (const { line, record } of samplesThatCount(file, context)) {
    if (record.risk >= risk) lines.push(line);
  }
  return lines;
}

/** The lines that have a risk, without those that are ignored or whose feature is off. */
export function* samplesThatCount(
  file: FileScan,
  { scanner, choices, ignores }: Pick<FeatureContext, 'scanner' | 'choices' | 'ignores'>,
): Iterable<FoundLine> {
  const pack = scanner.engine?.outcomes.pack;
  const isOn = pack === undefined ? [] : featuresOn(pack, choices.of(file.uri));
  for (const [line, record] of file.lines.entries()) {
    const { summary, risk, nearest } = record;
    if (Number.isNaN(risk) || summary?.kind !== 'sample' || isOn[nearest] === false) continue;
    if (ignores.find(file.uri, summary.hash) === undefined) yield { line, record };
  }
}

function holds({ summary }: LineRecord, contentHash: string): boolean {
  return summary?.kind === 'sample' && summary.hash === contentHash;
}
