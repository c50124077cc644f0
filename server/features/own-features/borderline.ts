import { borderline as chooseBorderline, boundaryOf } from '../../core/own-features/borderline.ts';
import { largestValues } from '../../core/map/largest-values.ts';
import { leastCosine } from '../../core/own-features/nearness.ts';
import type { ExampleSign, OwnFeature } from '../../core/own-features/own-feature.ts';
import { toUnitRows, type UnitRows } from '../../core/own-features/unit-rows.ts';
import type { Borderline, BorderlineParams } from '../../own-feature-protocol.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import type { FeatureContext } from '../context.ts';
import { placeOf } from './place-of.ts';
import { cosinesByLine, rankedLine } from './ranked.ts';

/** Lines near to the boundary that are looked at for each one that is wanted; copies among them are passed over. */
const candidatesEach = 16;

/** The unmarked lines that would teach a feature most, the best first. */
export async function borderline(
  { uri, featureId, count }: BorderlineParams,
  context: FeatureContext,
): Promise<Borderline> {
  const place = placeOf(uri, context);
  if (typeof place === 'string') return none(place);
  const { file, shelf, engine } = place;
  const feature = shelf.find(featureId);
  if (feature === null) return none('There is no such feature any more.');
  const ranking = await context.own.rank(file);
  if (engine === null || ranking === null) return none('The model is not loaded yet.');
  const { outcomes } = engine;
  const byLine = cosinesByLine(ranking, feature);
  const marked = new Set(feature.examples.map(({ contentHash }) => contentHash));
  const [positives, negatives] = [
    examplesOf(feature, 'positive', outcomes),
    examplesOf(feature, 'negative', outcomes),
  ];
  const { direction } = feature;
  const threshold = leastCosine(feature);
  const boundary = boundaryOf({ positives, negatives, direction, threshold });
  const nearness = byLine.map((cosine, line) => {
    const summary = ranking.lines[line]?.summary;
    const isFree = summary?.kind === 'sample' && !marked.has(summary.hash);
    return isFree ? -Math.abs(cosine - boundary) : NaN;
  });
  const lines = eachContentOnce(largestValues(nearness, candidatesEach * count), ranking.lines);
  const vectors = lines.flatMap(({ hash }) => outcomes.vectors(hash)?.answer ?? []);
  const { width } = outcomes.pack;
  if (vectors.length !== lines.length) return none('Some samples have no score any more.');
  const chosen = chooseBorderline(
    {
      rows: toUnitRows(vectors, width),
      cosines: lines.map(({ line }) => byLine[line] ?? 0),
      ...{ positives, negatives, direction, threshold },
    },
    count,
  );
  const samples = chosen.flatMap((at) => {
    const line = lines[at]?.line ?? -1;
    const ranked = rankedLine(file, feature, ranking.lines[line], line, byLine[line] ?? NaN);
    return ranked === null ? [] : [ranked];
  });
  return samples.length > 0
    ? { samples, message: null }
    : none('No line of the file is left that would teach this feature something.');
}

function eachContentOnce(
  lines: ArrayLike<number>,
  records: readonly {
    readonly summary: { readonly kind: string; readonly hash?: string } | null;
  }[],
): { readonly line: number; readonly hash: string }[] {
  const found = new Map<string, number>();
  for (const line of Array.from(lines)) {
    const hash = records[line]?.summary?.hash;
    if (hash !== undefined && !found.has(hash)) found.set(hash, line);
  }
  return Array.from(found, ([hash, line]) => ({ hash, line }));
}

function examplesOf({ examples }: OwnFeature, sign: ExampleSign, outcomes: Outcomes): UnitRows {
  const vectors = examples
    .filter((example) => example.sign === sign)
    .flatMap(({ contentHash }) => outcomes.vectors(contentHash)?.answer ?? []);
  return toUnitRows(vectors, outcomes.pack.width);
}

function none(message: string): Borderline {
  return { samples: [], message };
}
