import { rowFlags } from '../../../server/map-protocol.ts';
import type { Rows } from './rows.ts';

/**
 * The distribution of risk. A risk is the share of ordinary samples that are less risky, so ordinary data is flat
 * and all that matters lies near 1. The axis is therefore the _depth_, `-log10(1 - risk)`: 0 is risk 0, 1 is
 * 0.9, 2 is 0.99, 3 is 0.999.
 */
export interface Histogram {
  readonly bins: readonly Bin[];
  /** Samples that were counted: trained and scored. */
  readonly samples: number;
  /** The right end of the axis, a whole depth. */
  readonly deepest: number;
}

export interface Bin {
  /** Depths; the last bin holds what lies deeper, too. */
  readonly from: number;
  readonly to: number;
  readonly samples: number;
  /** How many there would be if all were ordinary. */
  readonly expected: number;
}

/** Bins from one whole depth to the next. */
const binsPerDepth = 5;

export function depthOf(risk: number): number {
  return -Math.log10(1 - risk);
}

export function riskAt(depth: number): number {
  return 1 - 10 ** -depth;
}

/**
 * The depth at which the axis ends: where so many ordinary samples cannot tell one risk from another any more.
 *
 * @param ordinarySamples how many the distribution was measured on, or null.
 */
export function deepestOf(ordinarySamples: number | null): number {
  return Math.min(6, Math.max(3, Math.ceil(Math.log10(ordinarySamples ?? 10_000))));
}

/** Counts the trained and scored rows of a map by their depth. */
export function histogramOf(
  rows: Pick<Rows, 'count' | 'risk' | 'flags'>,
  deepest: number,
): Histogram {
  const counts = new Float64Array(deepest * binsPerDepth);
  let samples = 0;
  for (let row = 0; row < rows.count; row += 1) {
    const risk = rows.risk[row] ?? Number.NaN;
    if (Number.isNaN(risk) || ((rows.flags[row] ?? 0) & rowFlags.untrained) !== 0) continue;
    // A risk just below 1 may have been rounded to it: its depth is infinite, and it belongs to the last bin.
    const bin = Math.min(counts.length - 1, Math.floor(depthOf(risk) * binsPerDepth + 1e-9));
    counts[bin] = (counts[bin] ?? 0) + 1;
    samples += 1;
  }
  const bins = Array.from(counts, (count, index): Bin => {
    const from = index / binsPerDepth;
    const to = (index + 1) / binsPerDepth;
    const beyond = index + 1 === counts.length ? 0 : 10 ** -to;
    return { from, to, samples: count, expected: samples * (10 ** -from - beyond) };
  });
  return { bins, samples, deepest };
}

/** The risks that a threshold decides on, ascending: of samples that are neither ignored nor left out. */
export function decidedRisks(
  rows: Pick<Rows, 'count' | 'risk' | 'flags' | 'nearest'>,
  features: readonly { readonly enabled: boolean }[],
): Float32Array {
  const risks = new Float32Array(rows.count);
  let kept = 0;
  for (let row = 0; row < rows.count; row += 1) {
    const risk = rows.risk[row] ?? Number.NaN;
    const flags = rows.flags[row] ?? 0;
    if (Number.isNaN(risk) || (flags & (rowFlags.untrained | rowFlags.ignored)) !== 0) continue;
    if (features[rows.nearest[row] ?? 255]?.enabled === false) continue;
    risks[kept] = risk;
    kept += 1;
  }
  return risks.slice(0, kept).sort();
}

/** How many risks (ascending) are at or above a threshold. */
export function countFlagged(risks: Float32Array, threshold: number): number {
  // Risks travel as 32-bit floats: the threshold is rounded likewise, so that a sample exactly at it counts.
  const least = Math.fround(threshold);
  let low = 0;
  let high = risks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((risks[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return risks.length - low;
}
