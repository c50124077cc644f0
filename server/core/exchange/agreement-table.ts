import type { Estimate } from '../own-features/own-feature.ts';
import { spearman } from '../own-features/ranks.ts';

/** How two ways to judge the same samples agree. */
export interface AgreementTable {
  readonly samples: number;
  readonly both: number;
  readonly geometryOnly: number;
  readonly opinionOnly: number;
  readonly neither: number;
  /** From which score on the opinion counts as a finding. */
  readonly opinionThreshold: number;
  /** Spearman's rank correlation of the two scores, -1..1; null when one does not vary. */
  readonly correlation: Estimate | null;
  /** Cohen's kappa (1960) of the two verdicts, -1..1; null when one finds all or nothing. */
  readonly kappa: Estimate | null;
}

/** One sample with both scores; higher is worse in both. */
export interface TwoScores {
  /** 0..1. */
  readonly risk: number;
  readonly opinion: number;
}

const normalQuantile = 1.959963984540054;

/**
 * The risk at its threshold beside an opinion. An opinion without a threshold of its own finds as many samples as the
 * risk does (equal scores together), so that the tables of all opinions compare.
 */
export function agreementTable(
  samples: readonly TwoScores[],
  threshold: number,
  opinionThreshold?: number,
): AgreementTable {
  const found = samples.filter(({ risk }) => risk >= threshold).length;
  const from = opinionThreshold ?? scoreOf(samples, found);
  const count = (geometry: boolean, opinion: boolean): number =>
    samples.filter(
      (each) => each.risk >= threshold === geometry && each.opinion >= from === opinion,
    ).length;
  const table = {
    both: count(true, true),
    geometryOnly: count(true, false),
    opinionOnly: count(false, true),
    neither: count(false, false),
  };
  const rho = spearman(
    samples.map(({ risk }) => risk),
    samples.map(({ opinion }) => opinion),
  );
  return {
    samples: samples.length,
    ...table,
    opinionThreshold: from,
    correlation: rho === null ? null : correlationEstimate(rho, samples.length),
    kappa: kappaEstimate(table.both, table.geometryOnly, table.opinionOnly, table.neither),
  };
}

/** The score that the so many highest opinions have at least; above all of them for none. */
function scoreOf(samples: readonly TwoScores[], count: number): number {
  const sorted = samples.map(({ opinion }) => opinion).sort((a, b) => b - a);
  return count === 0 ? Infinity : (sorted[count - 1] ?? Infinity);
}

/**
 * The 95 % interval of a rank correlation by Fisher's transformation with the variance of Bonett and Wright (2000),
 * `(1 + rho^2 / 2) / (n - 3)`.
 */
export function correlationEstimate(rho: number, samples: number): Estimate {
  if (samples < 4) return { value: rho, low: -1, high: 1 };
  if (Math.abs(rho) >= 1) return { value: rho, low: rho, high: rho };
  const half = normalQuantile * Math.sqrt((1 + (rho * rho) / 2) / (samples - 3));
  const middle = Math.atanh(rho);
  return { value: rho, low: Math.tanh(middle - half), high: Math.tanh(middle + half) };
}

/** Cohen's kappa with the 95 % interval of Fleiss, Cohen and Everitt (1969), within -1..1. */
export function kappaEstimate(a: number, b: number, c: number, d: number): Estimate | null {
  const total = a + b + c + d;
  if (total === 0) return null;
  const [p11, p12, p21, p22] = [a / total, b / total, c / total, d / total];
  const [row, column] = [p11 + p12, p11 + p21];
  const expected = row * column + (1 - row) * (1 - column);
  if (expected === 1) return null;
  const kappa = (p11 + p22 - expected) / (1 - expected);
  const agree =
    p11 * (1 - (row + column) * (1 - kappa)) ** 2 +
    p22 * (1 - (2 - row - column) * (1 - kappa)) ** 2;
  // Row i and column j of a cell off the diagonal enter as column total of i plus row total of j.
  const disagree =
    (1 - kappa) ** 2 * (p12 * (column + 1 - row) ** 2 + p21 * (1 - column + row) ** 2);
  const variance =
    (agree + disagree - (kappa - expected * (1 - kappa)) ** 2) / (total * (1 - expected) ** 2);
  const half = normalQuantile * Math.sqrt(Math.max(0, variance));
  return { value: kappa, low: Math.max(-1, kappa - half), high: Math.min(1, kappa + half) };
}
