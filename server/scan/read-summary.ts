import { contentHash, scoredTurns } from '../core/content-hash.ts';
import { readLine } from '../core/read-line.ts';
import type { FormatId, LineReading, Role } from '../core/sample.ts';
import { planScoring } from '../core/scoring/plan.ts';
import type { ScoredTurn } from '../core/scoring/sample-score.ts';
import type { Settings } from '../settings.ts';
import type { LineSummary } from './line-document.ts';

const empty: LineSummary = { kind: 'empty' };

/** Reads a line and keeps what the scan needs of it. `first`: whether it is the first of its file. */
export function readSummary(text: string, format: FormatId | 'auto', first: boolean): LineSummary {
  const reading = readLine(text, { format, first });
  switch (reading.kind) {
    case 'empty':
      return empty;
    case 'invalid':
      return { kind: 'invalid', problem: reading.problem };
    case 'unsupported':
      return { kind: 'unsupported', message: reading.message };
    case 'sample': {
      const turns = scoredTurns(reading.sample);
      return {
        kind: 'sample',
        hash: contentHash(turns),
        format: reading.sample.format,
        role: lastScoredRole(turns),
        warnings: reading.warnings,
      };
    }
  }
}

function lastScoredRole(turns: readonly ScoredTurn[]): Role {
  const plan = planScoring(turns);
  const last = plan?.sequence[plan.targets.at(-1) ?? -1];
  return (last === undefined ? turns.at(-1) : turns[last])?.role ?? 'assistant';
}

export type SampleReading = Extract<LineReading, { kind: 'sample' }>;

/** Reads a line again that was found to be a sample; null when it is none. */
export function readSample(text: string, settings: Settings | null): SampleReading | null {
  // A line that begins with a byte order mark was read as a sample only if it is the first.
  const first = text.startsWith('\uFEFF');
  const reading = readLine(text, { format: settings?.format ?? 'auto', first });
  return reading.kind === 'sample' ? reading : null;
}

/** What the scorer needs of a line; null when it is no sample. */
export function readTurns(
  text: string | undefined,
  settings: Settings | null,
): readonly ScoredTurn[] | null {
  const reading = text === undefined ? null : readSample(text, settings);
  return reading && scoredTurns(reading.sample);
}
