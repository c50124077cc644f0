import { VectorRows } from '../../core/own-features/feature-cosines.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { SampleTable } from './sample-table.ts';

/** Rows that are compared before the clock is asked. */
const step = 512;

/** A feature of one's own on the map. */
export interface OwnColumn {
  readonly feature: OwnFeature;
  /** By slot of the `SampleTable`, -1..1. */
  readonly cosines: Float64Array;
}

/** Cosines of a map's samples to features of one's own: a sample that comes or goes costs only itself. */
export class OwnColumns {
  columns: readonly OwnColumn[] = [];

  /**
   * @param moved slots whose sample is another one than before, or gone.
   */
  async update(
    features: readonly OwnFeature[],
    table: SampleTable,
    moved: readonly number[],
    slice: TimeSlice,
  ): Promise<void> {
    const before = this.columns;
    const columns: OwnColumn[] = [];
    for (const feature of features) {
      const known = before.find((column) => isSame(column.feature, feature));
      const cosines = new Float64Array(table.capacity).fill(NaN);
      if (known !== undefined) cosines.set(known.cosines.subarray(0, table.capacity));
      const slots = known === undefined ? Array.from(table.slots) : moved;
      await compare(feature, table, slots, cosines, slice);
      columns.push({ feature, cosines });
    }
    this.columns = columns;
  }
}

/** By file: the places of the columns whose feature counts for it and is on. */
export function placesOn(
  columns: readonly OwnColumn[],
  byFile: readonly (readonly OwnFeature[])[],
): number[][] {
  return byFile.map((features) =>
    columns.flatMap(({ feature }, place) =>
      feature.enabled && features.includes(feature) ? [place] : [],
    ),
  );
}

function isSame(one: OwnFeature, other: OwnFeature): boolean {
  return (
    one.id === other.id &&
    one.direction.length === other.direction.length &&
    one.direction.every((value, i) => value === other.direction[i])
  );
}

async function compare(
  { direction }: OwnFeature,
  { vectors }: SampleTable,
  slots: readonly number[],
  cosines: Float64Array,
  slice: TimeSlice,
): Promise<void> {
  const by = Float64Array.from(direction);
  const some = new Float64Array(step);
  for (let start = 0; start < slots.length; start += step) {
    const part = slots.slice(start, start + step);
    const rows = new VectorRows(by.length, step);
    for (const slot of part) rows.add(vectors.bytes(slot));
    rows.cosines(by, 0, part.length, some);
    part.forEach((slot, at) => (cosines[slot] = some[at] ?? NaN));
    if (slice.over) await slice.rest();
  }
}
