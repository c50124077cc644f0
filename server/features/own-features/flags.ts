import {
  leastCosine,
  nearness,
  nearnessAt,
  type Nearness,
} from '../../core/own-features/nearness.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import type { SampleVectors } from '../../core/scoring/sample-vectors.ts';
import { noFlags, type OwnFlag } from '../../scan/own-flag.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { Ranking } from './file-ranks.ts';

const step = 1024;

/** The features that a sample is flagged for, the nearest first. */
export function flagsOf(
  features: readonly OwnFeature[],
  vectors: SampleVectors | undefined,
): readonly OwnFlag[] {
  if (vectors === undefined) return noFlags;
  const flags = features.flatMap((feature) => {
    if (!feature.enabled) return [];
    const near = nearness(feature, vectors);
    return near.reaches ? [flagOf(feature, near)] : [];
  });
  return flags.length === 0 ? noFlags : nearestFirst(flags);
}

/** Says of every line of a file which features flag it; whether that is other than before. */
export async function flagLines(
  file: FileScan,
  features: readonly OwnFeature[],
  { lines, slots, cosines }: Ranking,
): Promise<boolean> {
  const judges = features
    .filter(({ enabled }) => enabled)
    .map((feature) => ({
      feature,
      least: leastCosine(feature),
      cosines: cosines.get(feature.id) ?? new Float64Array(),
    }));
  const slice = new TimeSlice();
  let isOther = false;
  for (let line = 0; line < lines.length; line += 1) {
    if (line % step === 0 && slice.over) await slice.rest();
    const record = lines[line];
    const slot = slots[line] ?? -1;
    // A line that was read anew meanwhile was judged by itself.
    if (record === undefined || Number.isNaN(record.risk) || slot < 0) continue;
    let flags: OwnFlag[] | null = null;
    for (const judge of judges) {
      const cosine = judge.cosines[slot] ?? -1;
      if (cosine < judge.least) continue;
      const near = nearnessAt(judge.feature, cosine);
      if (near.reaches) (flags ??= []).push(flagOf(judge.feature, near));
    }
    const now = flags === null ? noFlags : nearestFirst(flags);
    if (isSame(now, record.own)) continue;
    record.own = now;
    isOther = true;
  }
  if (isOther) file.revision += 1;
  return isOther;
}

function flagOf(feature: OwnFeature, { cosine, share }: Nearness): OwnFlag {
  const { id, title, severity, calibration } = feature;
  return { id, title, severity, cosine, share, ordinarySamples: calibration.samples };
}

function nearestFirst(flags: OwnFlag[]): OwnFlag[] {
  return flags.sort((a, b) => b.share - a.share);
}

function isSame(one: readonly OwnFlag[], other: readonly OwnFlag[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ id, title, severity, share }, at) => {
      const flag = other[at];
      return (
        flag?.id === id &&
        flag.title === title &&
        flag.severity === severity &&
        flag.share === share
      );
    })
  );
}
