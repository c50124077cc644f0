import { rowFlags } from '../../map-protocol.ts';
import type { MapRows } from './map-rows.ts';
import type { SampleTable } from './sample-table.ts';

/** Rows that are counted between two pauses: about a millisecond. */
const step = 8_192;

/** What the rows of a map are on the whole, by direction: 0 is the risk, then the features of the pack. */
export interface FeatureSums {
  /** Rows of which something is trained and that have a score. */
  readonly trained: number;
  /** Of their cosines. */
  readonly cosines: Float64Array;
  /** Flagged rows that lie nearest to the feature. */
  readonly flagged: Uint32Array;
}

/** Goes over all rows, with pauses. */
export function* sumFeatures(
  rows: MapRows,
  table: SampleTable | null,
  directions: number,
): Generator<undefined, FeatureSums> {
  const cosines = new Float64Array(directions);
  const flagged = new Uint32Array(directions);
  let trained = 0;
  for (let row = 0; table !== null && row < rows.count; row += 1) {
    if (row % step === step - 1) yield;
    const slot = rows.slots[row] ?? -1;
    if (slot < 0 || Number.isNaN(table.risk[slot])) continue;
    trained += 1;
    const start = slot * directions;
    for (let at = 1; at < directions; at += 1) {
      cosines[at] = (cosines[at] ?? 0) + (table.cosines[start + at] ?? 0);
    }
    const nearest = 1 + (table.nearest[slot] ?? 0);
    const isFlagged = ((rows.flags[row] ?? 0) & rowFlags.flagged) !== 0;
    if (isFlagged) flagged[nearest] = (flagged[nearest] ?? 0) + 1;
  }
  return { trained, cosines, flagged };
}
