import { firstAtLeast } from '../core/first-at-least.ts';
import type { Pack } from '../core/pack/pack.ts';
import type { Settings } from '../settings.ts';
import type { LineRecord } from './line-document.ts';

/** A line whose sample is at or above the threshold of the risk, or that of a feature of one's own. */
export interface FlaggedLine {
  /** From 0. */
  readonly line: number;
  readonly record: LineRecord;
  readonly risk: number;
  /** Whether its risk is why it is flagged. */
  readonly risky: boolean;
  /** How bad it is among others, 0..1: the greatest share of ordinary samples that it goes beyond. */
  readonly rank: number;
  /** Whether it is far beyond the threshold. */
  readonly severe: boolean;
}

/** What was decided for a file beside the settings of the editor; see `project-settings.ts`. */
export interface FileChoices {
  /** Least risk that is flagged, 0..1; null leaves it to the settings. */
  readonly threshold: number | null;
  /** Ids of the features that flag nothing: a sample that lies nearest to one of them is not flagged. */
  readonly off: ReadonlySet<string>;
}

/** Nothing was decided. */
export const noChoices: FileChoices = { threshold: null, off: new Set() };

/**
 * The least risk that is flagged: what was decided for the file, the setting, the pack's own value, or a
 * percentile of the file.
 */
export function flagThreshold(
  lines: readonly LineRecord[],
  settings: Settings,
  pack: Pack,
  { threshold }: FileChoices = noChoices,
): number {
  if (threshold !== null) return threshold;
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

/** Whether each feature of the pack flags what lies nearest to it, in the order of the pack. */
export function featuresOn({ features }: Pack, { off }: FileChoices): boolean[] {
  return features.map(({ id }) => !off.has(id));
}

/**
 * The flagged lines that are not ignored, in the order of the file. A risk does not count where the sample lies nearest
 * to a feature that is off.
 */
export function flaggedLines(
  lines: readonly LineRecord[],
  settings: Settings,
  pack: Pack,
  ignored: (contentHash: string) => boolean,
  choices: FileChoices = noChoices,
): FlaggedLine[] {
  const threshold = flagThreshold(lines, settings, pack, choices);
  const isOn = featuresOn(pack, choices);
  const flagged: FlaggedLine[] = [];
  // Plain counting: this goes over every line of a large file several times a second.
  for (let line = 0; line < lines.length; line += 1) {
    const record = lines[line];
    if (record?.summary?.kind !== 'sample') continue;
    // NaN, the risk of a line without one, is not at or above anything.
    const risky = record.risk >= threshold && isOn[record.nearest] !== false;
    if (!(risky || record.own.length > 0) || ignored(record.summary.hash)) continue;
    const severe = risky && record.risk >= pack.risk.thresholds.error;
    const rank = record.own.reduce(
      (most, { share }) => Math.max(most, share),
      risky ? record.risk : 0,
    );
    flagged.push({ line, record, risk: record.risk, risky, rank, severe });
  }
  return flagged;
}

/**
 * Flagged lines by their rank, the greatest first; equal ones keep their order. Numbers alone are sorted, and each
 * line goes where its number is: with 100,000 lines that takes little more than half as long as comparing them.
 */
export function worstFirst(flagged: readonly FlaggedLine[]): FlaggedLine[] {
  const keys = new Float64Array(flagged.length);
  for (const [at, { rank }] of flagged.entries()) keys[at] = -rank;
  keys.sort();
  const taken = new Uint32Array(keys.length);
  const sorted = flagged.slice();
  for (const finding of flagged) {
    const first = firstAtLeast(keys, -finding.rank);
    const before = taken[first] ?? 0;
    sorted[first + before] = finding;
    taken[first] = before + 1;
  }
  return sorted;
}
