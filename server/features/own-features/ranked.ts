import { largestValues } from '../../core/map/largest-values.ts';
import { nearnessAt } from '../../core/own-features/nearness.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import type { OwnRanked } from '../../own-feature-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import { excerptOf } from './excerpt.ts';
import type { Ranking } from './file-ranks.ts';

/** By line: the cosine to a feature, NaN for a line that has none. */
export function cosinesByLine({ slots, cosines }: Ranking, { id }: OwnFeature): Float64Array {
  const known = cosines.get(id);
  const byLine = new Float64Array(slots.length).fill(NaN);
  // Plain counting: this goes over every line of a large file after each mark.
  for (let line = 0; known !== undefined && line < slots.length; line += 1) {
    const slot = slots[line] ?? -1;
    if (slot >= 0) byLine[line] = known[slot] ?? NaN;
  }
  return byLine;
}

/** The lines that are nearest to a feature, the nearest first. */
export function nearestLines(
  file: FileScan,
  feature: OwnFeature,
  { lines }: Ranking,
  byLine: Float64Array,
  count: number,
): OwnRanked[] {
  return Array.from(largestValues(byLine, count)).flatMap((line) => {
    const ranked = rankedLine(file, feature, lines[line], line, byLine[line] ?? NaN);
    return ranked === null ? [] : [ranked];
  });
}

/** A line with how near it is; null when it is none any more. */
export function rankedLine(
  file: FileScan,
  feature: OwnFeature,
  record: Ranking['lines'][number] | undefined,
  line: number,
  cosine: number,
): OwnRanked | null {
  if (record?.summary?.kind !== 'sample' || Number.isNaN(cosine)) return null;
  return {
    id: record.id,
    uri: file.uri,
    line,
    contentHash: record.summary.hash,
    cosine,
    percentile: 100 * nearnessAt(feature, cosine).share,
    excerpt: excerptOf(record, file),
  };
}
