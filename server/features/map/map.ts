import type {
  ColumnName,
  MapCancelParams,
  MapColumns,
  MapColumnsParams,
  MapSummary,
  MapTarget,
} from '../../map-protocol.ts';
import type { CancellationToken } from 'vscode-languageserver';
import type { FeatureContext } from '../context.ts';
import { columnOf, toBase64 } from './columns.ts';
import { RequestSlice } from './slices.ts';

/** What the map of some files is now; null when one of them is not open. */
export async function map(
  { uris, projection }: MapTarget,
  context: FeatureContext,
): Promise<MapSummary | null> {
  const dataMap = context.maps.of(uris);
  const state = await dataMap.state(projection, context);
  return state && (await dataMap.summary(state, context));
}

/** A range of rows of some columns. What is no column of the map is left out; null when the map is another one. */
export async function mapColumns(
  { uris, projection, stamp, columns, start, end }: MapColumnsParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<MapColumns | null> {
  const dataMap = context.maps.of(uris);
  const slice = new RequestSlice(token);
  const encoded: [ColumnName, string][] = [];
  for (const name of columns) {
    // It may have become another one while something else was answered.
    const state = dataMap.at(stamp, projection);
    if (state === null) return null;
    const column = columnOf(name, state, start, Math.min(end, state.rows.count));
    if (column !== null) encoded.push([name, toBase64(column)]);
    await slice.rest();
  }
  return dataMap.at(stamp, projection) && { columns: Object.fromEntries(encoded) };
}

/** Stops the projection that is computed for some files. */
export function mapCancel({ uris }: MapCancelParams, { maps }: FeatureContext): null {
  maps.stop(uris);
  return null;
}
