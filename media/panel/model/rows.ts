import { columnTypes, type ColumnName, type MapSummary } from '../../../server/map-protocol.ts';

/** The columns of all rows of a map, in step with its summary. */
export interface Rows {
  readonly summary: MapSummary;
  readonly count: number;
  readonly id: Uint32Array;
  readonly file: Uint8Array;
  readonly line: Uint32Array;
  readonly risk: Float32Array;
  readonly nearest: Uint8Array;
  readonly nearestOfAll: Uint8Array;
  readonly format: Uint8Array;
  readonly role: Uint8Array;
  readonly tokens: Uint32Array;
  readonly topic: Uint8Array;
  readonly duplicates: Uint32Array;
  readonly flags: Uint8Array;
  readonly hashHigh: Uint32Array;
  readonly hashLow: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly fidelity: Float32Array;
  /** Cosines to features that were asked for, by feature id. */
  readonly cosines: ReadonlyMap<string, Float32Array>;
}

/** The columns that every map is loaded with. */
export const loadedColumns = [
  'id',
  'file',
  'line',
  'risk',
  'nearest',
  'nearestOfAll',
  'format',
  'role',
  'tokens',
  'topic',
  'duplicates',
  'flags',
  'hashHigh',
  'hashLow',
  'x',
  'y',
  'fidelity',
] as const satisfies readonly ColumnName[];

/** Bytes that a column takes for each row. */
export function widthOf(name: ColumnName): number {
  const type = Object.entries(columnTypes).find(([column]) => column === name)?.[1] ?? 'f32';
  return type === 'u8' ? 1 : 4;
}
