import type { Pack } from '../core/pack/pack.ts';
import type { Settings } from '../settings.ts';
import type { LineRecord } from './line-document.ts';

/** A line whose sample is at or above the threshold. */
export interface FlaggedLine {
  /** From 0. */
  readonly line: number;
  readonly record: LineRecord;
  readonly risk: number;
  /** Whether it is far beyond the threshold. */
  readonly severe: boolean;
}

/** The least risk that is flagged: the setting, the pack's own value, or a percentile of the file. */
export function flagThreshold(
  lines: readonly LineRecord[],
  settings: Settings,
  pack: Pack,
): number {
  if (settings['threshold.mode'] === 'absolute') {
    const risk = settings['threshold.risk'];
    return risk === 0 ? pack.risk.thresholds.warning : risk;
  }
  const risks = Float64Array.from(
    lines.filter(({ risk }) => !Number.isNaN(risk)),
    ({ risk }) => risk,
  );
  risks.sort();
  const rank = Math.ceil((settings['threshold.filePercentile'] / 100) * risks.length);
  return risks[Math.min(rank, risks.length - 1)] ?? Number.POSITIVE_INFINITY;
}

/** The flagged lines that are not ignored, worst first; equal risks in the order of the file. */
export function flaggedLines(
  lines: readonly LineRecord[],
  settings: Settings,
  pack: Pack,
  ignored: (contentHash: string) => boolean,
): FlaggedLine[] {
  const threshold = flagThreshold(lines, settings, pack);
  const flagged: FlaggedLine[] = [];
  // Plain counting: this goes over every line of a large file several times a second.
  for (let line = 0; line < lines.length; line += 1) {
    const record = lines[line];
    // NaN, the risk of a line without one, is not at or above anything.
    if (record === undefined || !(record.risk >= threshold)) continue;
    if (record.summary?.kind !== 'sample' || ignored(record.summary.hash)) continue;
    const severe = record.risk >= pack.risk.thresholds.error;
    flagged.push({ line, record, risk: record.risk, severe });
  }
  return flagged.sort((a, b) => b.risk - a.risk || a.line - b.line);
}
