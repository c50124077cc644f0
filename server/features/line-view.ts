import { assess, type Assessment } from '../core/scoring/assessment.ts';
import type { SampleScore, ScoreFailure } from '../core/scoring/sample-score.ts';
import type { FileScan } from '../scan/file-scan.ts';
import type { LineRecord } from '../scan/line-document.ts';
import { readSample, type SampleReading } from '../scan/read-summary.ts';
import type { IgnoreEntry } from '../store/ignore-entry.ts';
import type { FeatureContext } from './context.ts';
import { outcomesOf } from './outcomes-of.ts';

interface SampleLine {
  readonly record: LineRecord;
  readonly reading: SampleReading;
  readonly contentHash: string;
  readonly ignored: IgnoreEntry | undefined;
}

/** Everything that is known of one line of an open file. */
export type LineView =
  | { readonly kind: 'off'; readonly message: string }
  | { readonly kind: 'empty' }
  /** Not read yet. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'invalid' | 'unsupported'; readonly message: string }
  | (SampleLine & { readonly kind: 'waiting' })
  | (SampleLine & { readonly kind: 'failed'; readonly failure: ScoreFailure })
  | (SampleLine & {
      readonly kind: 'scored';
      readonly score: SampleScore;
      readonly assessment: Assessment;
    });

/** What is known of a line (from 0); null when the file has no such line. */
export function viewLine(file: FileScan, line: number, context: FeatureContext): LineView | null {
  const record = file.lines[line];
  if (record === undefined) return null;
  if (file.off !== null) return { kind: 'off', message: file.off };
  const { summary } = record;
  if (summary === null) return { kind: 'unread' };
  if (summary.kind === 'empty') return { kind: 'empty' };
  if (summary.kind === 'invalid') return { kind: 'invalid', message: summary.problem.message };
  if (summary.kind === 'unsupported') return { kind: 'unsupported', message: summary.message };
  const reading = readSample(record.text, file.settings);
  if (reading === null) return { kind: 'unread' };
  const contentHash = summary.hash;
  const ignored = context.ignores.find(file.uri, contentHash);
  const sample: SampleLine = { record, reading, contentHash, ignored };
  const outcomes = outcomesOf(file, context);
  const outcome = outcomes?.get(contentHash);
  if (outcomes === undefined || outcome === undefined) return { kind: 'waiting', ...sample };
  if (outcome.kind === 'failure') return { kind: 'failed', failure: outcome.failure, ...sample };
  const { score } = outcome;
  return { kind: 'scored', score, assessment: assess(score, outcomes.pack), ...sample };
}
