import { rowFlags, type MapFeature } from '../../../server/map-protocol.ts';
import type { Rows } from './rows.ts';

export const featureOrders = ['flagged', 'difference', 'name'] as const;
export type FeatureOrder = (typeof featureOrders)[number];

/** Features in an order for people: most flagged, farthest from ordinary, or by name; names decide ties. */
export function sortFeatures(
  features: readonly MapFeature[],
  order: FeatureOrder,
): readonly MapFeature[] {
  const byName = (a: MapFeature, b: MapFeature): number => a.title.localeCompare(b.title, 'en');
  const compare = {
    name: byName,
    flagged: (a: MapFeature, b: MapFeature) => b.flagged - a.flagged || byName(a, b),
    difference: (a: MapFeature, b: MapFeature) =>
      orLowest(differenceOf(b)) - orLowest(differenceOf(a)) || byName(a, b),
  };
  return [...features].sort(compare[order]);
}

/** How much nearer the map's samples are than ordinary ones, as a cosine; NaN without scored samples. */
function differenceOf({ meanCosine, ordinaryCosine }: MapFeature): number {
  return meanCosine - ordinaryCosine;
}

/** Without scores there is no difference: such features come last and are equal. */
function orLowest(difference: number): number {
  return Number.isFinite(difference) ? difference : -2;
}

/** The difference in words. */
export function differenceWords(feature: MapFeature): string {
  const difference = differenceOf(feature);
  if (!Number.isFinite(difference)) return 'Not known before samples are scored.';
  if (Math.abs(difference) < 0.005) return 'As near as ordinary text.';
  const size = Math.abs(difference).toFixed(2);
  return difference > 0
    ? `Nearer than ordinary text by ${size}.`
    : `Farther than ordinary text by ${size}.`;
}

/** Cosines that all bars of the list reach from and to, with both marks of every feature within. */
export function cosineRange(features: readonly MapFeature[]): readonly [low: number, high: number] {
  const cosines = features
    .flatMap(({ meanCosine, ordinaryCosine }) => [meanCosine, ordinaryCosine])
    .filter(Number.isFinite);
  const low = Math.min(0, ...cosines);
  const high = Math.max(0, ...cosines);
  const margin = 0.05 * (high - low) || 0.05;
  return [low - margin, high + margin];
}

/** Rows that are flagged and lie nearest to the feature at an index of `MapSummary.features`; ascending. */
export function flaggedRows(
  rows: Pick<Rows, 'count' | 'flags' | 'nearest'>,
  feature: number,
): readonly number[] {
  const found: number[] = [];
  for (let row = 0; row < rows.count; row += 1) {
    if (rows.nearest[row] !== feature) continue;
    if (((rows.flags[row] ?? 0) & rowFlags.flagged) !== 0) found.push(row);
  }
  return found;
}
