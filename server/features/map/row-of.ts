import type { MapSampleParams } from '../../map-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import type { FeatureContext } from '../context.ts';
import type { MapState } from './data-map.ts';

/** A sample of a map, found by its id. */
export interface FoundRow {
  readonly state: MapState;
  readonly row: number;
  readonly record: LineRecord;
  readonly scan: FileScan;
  readonly line: number;
  /** The version that the line's number belongs to. */
  readonly version: number;
}

/** The row of an id in the map as it is now; null when its line has changed or its file is closed. */
export async function findRow(
  { uris, projection, id }: MapSampleParams,
  context: FeatureContext,
): Promise<FoundRow | null> {
  const state = await context.maps.of(uris).state(projection, context);
  return state && rowAt(state, state.rows.id.indexOf(id));
}

/** What belongs to a row; null for a row that is not there. */
export function rowAt(state: MapState, row: number): FoundRow | null {
  const { records, files, file, line } = state.rows;
  const record = records[row];
  const rowFile = files[file[row] ?? 0];
  if (record === undefined || rowFile === undefined) return null;
  const { scan, version } = rowFile;
  return { state, row, record, scan, line: line[row] ?? 0, version };
}
