import { knownFrom, ordinaryPart } from '../core/wording.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import type { Pack } from '../core/pack/pack.ts';
import { painter } from './colour.ts';
import type { Findings } from './findings.ts';
import { toPlainText } from './plain-text.ts';
import { countLines } from './wording.ts';

/** What counted in a scan besides its lines. */
export interface SummaryOptions {
  readonly pack: Pack;
  /** Least risks that were flagged, 0..1: each of them once. */
  readonly thresholds: readonly number[];
  /** Features of one's own that were compared with. */
  readonly own: readonly OwnFeatureName[];
  /** For each file how many of one's own samples count as ordinary; 0 for none. */
  readonly ownOrdinary: readonly number[];
  /** Whether to use colour. */
  readonly colour: boolean;
}

type OwnFeatureName = Pick<OwnFeature, 'id' | 'title' | 'threshold' | 'enabled' | 'calibration'>;

/** How many lines were read, flagged and passed over, and why. */
export function describeSummary(findings: Findings, options: SummaryOptions): string {
  const { byStatus, total, lines, skipped } = findings;
  const scored = byStatus.scored + byStatus.ignored;
  const [first = '', ...reasons] = flaggedLines(findings, options);
  const out = [
    `${countLines(lines, 'was', 'were')} read, ${scored} scored.`,
    painter(options.colour)(total === 0 ? 'green' : 'red', first),
    ...reasons,
    ...ordinaryLines(options.ownOrdinary),
    ...skipped.describe(),
  ];
  return `${out.join('\n')}\n`;
}

/** How many lines are flagged; where features of one's own may be why, how many for each reason. */
function flaggedLines(findings: Findings, options: SummaryOptions): string[] {
  const { total, byRisk, byOwn } = findings;
  const flagged = `${countLines(total, 'is', 'are')} flagged`;
  const [only, ...others] = options.thresholds;
  const riskier =
    only !== undefined && others.length === 0
      ? `riskier than ${ordinaryPart(only, options.pack)}`
      : 'riskier than the threshold of each file';
  if (options.own.length === 0) return [`${flagged} (${riskier}).`];
  const on = options.own.filter(({ enabled }) => enabled);
  const off = options.own.filter(({ enabled }) => !enabled);
  const counts = [byRisk, ...on.map(({ id }) => byOwn.get(id) ?? 0)];
  const isOverlapping = counts.reduce((sum, count) => sum + count, 0) > total;
  return [
    `${flagged}:`,
    `  ${byRisk} ${riskier}`,
    ...on.map((feature) => `  ${byOwn.get(feature.id) ?? 0} ${nearer(feature)}`),
    ...(isOverlapping
      ? ['A line that is flagged for several reasons counts for each of them.']
      : []),
    ...off.map(({ title }) => `“${toPlainText(title)}” is off and flags nothing.`),
  ];
}

function nearer({ title, threshold, calibration }: OwnFeatureName): string {
  const ordinary = ordinaryPart(threshold, knownFrom(calibration.samples));
  return `nearer to “${toPlainText(title)}” (a feature of your own) than ${ordinary}`;
}

/** One sentence when samples of one's own count as ordinary, since the percentiles are others then. */
function ordinaryLines(ownOrdinary: readonly number[]): string[] {
  const counting = ownOrdinary.filter((samples) => samples > 0);
  const [samples] = counting;
  if (samples === undefined) return [];
  const kept = '(.latent-lint/ordinary.json)';
  if (counting.length < ownOrdinary.length) {
    const files = `In ${counting.length} of ${ownOrdinary.length} files`;
    return [`${files} percentiles count with ordinary samples of your own too ${kept}.`];
  }
  const many = counting.every((each) => each === samples) ? `${samples} ` : '';
  return [`Percentiles count with ${many}ordinary samples of your own too ${kept}.`];
}
