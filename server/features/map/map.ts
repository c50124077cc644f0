import type {
  ColumnName,
  MapCancelParams,
  MapColumns,
  MapColumnsParams,
  MapSummary,
  MapTarget,
} from '../../map-protocol.ts';
import type { FeatureContext } from '../context.ts';
import { columnOf, toBase64 } from './columns.ts';

/** What the map of some files is now; null when one of them is not open. */
export async function map(
  { uris, projection }: MapTarget,
  context: FeatureContext,
): Promise<MapSummary | null> {
  const dataMap = context.maps.of(uris);
  const state = await dataMap.state(projection, context);
  return state && dataMap.summary(state, context);
}

/** A range of rows of some columns. What is no column of the map is left out. */
export function mapColumns(
  { uris, projection, stamp, columns, start, end }: MapColumnsParams,
  context: FeatureContext,
): MapColumns | null {
  const state = context.maps.of(uris).at(stamp, projection);
  if (state === null) return null;
  const last = Math.min(end, state.rows.count);
  const encoded: [ColumnName, string][] = [];
  for (const name of columns) {
    const column = columnOf(name, state, start, last);
    if (column !== null) encoded.push([name, toBase64(column)]);
  }
  return { columns: Object.fromEntries(encoded) };
}

/** Stops the projection that is computed for some files. */
export function mapCancel({ uris }: MapCancelParams, { maps }: FeatureContext): null {
  maps.stop(uris);
  return null;
}
