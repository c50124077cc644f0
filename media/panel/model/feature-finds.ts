import type { MapSuperposition } from '../../../server/map-work-protocol.ts';

/** As many as in `OwnFeatureView.histogram`. */
const bins = 40;

/** The rows with the greatest cosines, the nearest first; rows without one are left out. */
export function nearestRows(cosines: Float32Array, count: number): readonly number[] {
  const best: number[] = [];
  const at = (row: number | undefined): number => cosines[row ?? -1] ?? -Infinity;
  for (let row = 0; row < cosines.length; row += 1) {
    if (Number.isNaN(at(row)) || (best.length === count && at(row) <= at(best.at(-1)))) continue;
    const place = best.findIndex((other) => at(other) < at(row));
    best.splice(place < 0 ? best.length : place, 0, row);
    if (best.length > count) best.pop();
  }
  return best;
}

/** How many cosines lie in each of 40 equal bins from -1 to 1. */
export function binCounts(cosines: Float32Array): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const cosine of cosines) {
    if (Number.isNaN(cosine)) continue;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((cosine + 1) / 2) * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** The features whose directions have the greatest cosines to that of a feature, the nearest first. */
export function nearestFeatures(
  { nodes, edges }: Pick<MapSuperposition, 'nodes' | 'edges'>,
  featureId: string,
  count: number,
): readonly { readonly id: string; readonly title: string; readonly cosine: number }[] {
  const features = new Map(
    nodes.filter(({ kind }) => kind === 'feature').map(({ id, title }) => [id, title]),
  );
  return edges
    .flatMap(({ from, to, cosine }) => {
      const id = from === featureId ? to : to === featureId ? from : null;
      const title = id === null ? undefined : features.get(id);
      return id === null || title === undefined ? [] : [{ id, title, cosine }];
    })
    .sort((one, other) => other.cosine - one.cosine)
    .slice(0, count);
}
