import type { OwnFeatureView } from '../../../server/own-feature-protocol.ts';
import { shareText } from './words.ts';

/** A bin of cosines. */
export interface CosineBin {
  readonly from: number;
  readonly to: number;
  /** Shares of the file's samples and of ordinary ones, 0..1. */
  readonly file: number;
  readonly ordinary: number;
}

/** Fewer ordinary samples than this share cannot be seen. */
const trace = 0.0005;

/**
 * The bins from the first to the last one that holds a sample of the file, or more than a trace of the ordinary
 * ones, with shares instead of counts; all cover -1..1
 * in equal steps. Empty without any sample.
 */
export function cosineBins({ file, ordinary }: OwnFeatureView['histogram']): readonly CosineBin[] {
  const length = Math.max(file.length, ordinary.length);
  const samples = sum(file);
  const all = sum(ordinary);
  const bins = Array.from({ length }, (_, index): CosineBin => {
    return {
      from: (2 * index) / length - 1,
      to: (2 * (index + 1)) / length - 1,
      file: samples === 0 ? 0 : (file[index] ?? 0) / samples,
      ordinary: all === 0 ? 0 : (ordinary[index] ?? 0) / all,
    };
  });
  const isFilled = (bin: CosineBin) => bin.file > 0 || bin.ordinary > trace;
  const first = bins.findIndex(isFilled);
  return first < 0 ? [] : bins.slice(first, bins.findLastIndex(isFilled) + 1);
}

/**
 * What the picture of the bins says, in one sentence.
 *
 * @param median of ordinary samples, where no more is known of them than that; else null.
 */
export function cosineBinWords(
  bins: readonly CosineBin[],
  title: string,
  median: number | null = null,
): string {
  if (bins.length === 0) return `No sample has a cosine to “${title}” yet.`;
  const ordinary = median ?? middle(bins, 'ordinary');
  const halves =
    `Cosines to “${title}”: half of the file’s samples are above about ` +
    `${digits(middle(bins, 'file'))}, half of the ordinary ones above about ${digits(ordinary)}`;
  if (median !== null) return `${halves}.`;
  const share = sum(bins.slice(tailStart(bins)).map(({ file }) => file));
  return `${halves}; ${shareText(share)} of the file lies where at most 1 % of ordinary samples do.`;
}

/** The first bin from which on at most one ordinary sample in a hundred lies. */
function tailStart(bins: readonly CosineBin[]): number {
  let above = 0;
  for (let index = bins.length - 1; index >= 0; index -= 1) {
    above += bins[index]?.ordinary ?? 0;
    if (above > 0.01 + 1e-12) return index + 1;
  }
  return 0;
}

/** The middle of the bin that holds the median; 0 without samples. */
function middle(bins: readonly CosineBin[], of: 'file' | 'ordinary'): number {
  let below = 0;
  for (const bin of bins) {
    below += bin[of];
    if (below >= 0.5 - 1e-12) return (bin.from + bin.to) / 2;
  }
  return 0;
}

function digits(cosine: number): string {
  return cosine.toFixed(2).replace('-', '−');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
