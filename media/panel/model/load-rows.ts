import {
  mostRows,
  type ColumnName,
  type MapColumns,
  type MapColumnsParams,
  type MapSummary,
  type MapTarget,
} from '../../../server/map-protocol.ts';
import { fromBase64 } from './base64.ts';
import { loadedColumns, widthOf, type Rows } from './rows.ts';

/** Requests that a map is loaded with. */
export interface MapRequests {
  map(target: MapTarget): Promise<MapSummary>;
  columns(params: MapColumnsParams): Promise<MapColumns | null>;
}

/** Requests on their way at a time: the next chunk is made while one travels. */
const atOnce = 3;

/**
 * Loads all columns of a map, and the cosines to some features. Null when the map became another one
 * meanwhile: ask for it again.
 *
 * @throws Error when a request fails or an answer does not hold what was asked for.
 */
export async function loadRows(
  requests: MapRequests,
  target: MapTarget,
  summary: MapSummary,
  features: readonly string[],
): Promise<Rows | null> {
  const known = features.filter((id) => summary.features.some((feature) => feature.id === id));
  const names = [...loadedColumns, ...known.map((id) => `cosine:${id}` as const)];
  const columns = await loadColumns(requests, target, summary, names);
  if (columns === null) return null;
  const cosines = new Map(known.map((id) => [id, f32(columns, `cosine:${id}`)]));
  return {
    summary,
    count: summary.rows,
    id: u32(columns, 'id'),
    file: u8(columns, 'file'),
    line: u32(columns, 'line'),
    risk: f32(columns, 'risk'),
    nearest: u8(columns, 'nearest'),
    nearestOfAll: u8(columns, 'nearestOfAll'),
    format: u8(columns, 'format'),
    role: u8(columns, 'role'),
    tokens: u32(columns, 'tokens'),
    topic: u8(columns, 'topic'),
    duplicates: u32(columns, 'duplicates'),
    flags: u8(columns, 'flags'),
    hashHigh: u32(columns, 'hashHigh'),
    hashLow: u32(columns, 'hashLow'),
    x: f32(columns, 'x'),
    y: f32(columns, 'y'),
    fidelity: f32(columns, 'fidelity'),
    cosines,
  };
}

/** Cosines of all rows to one feature; null when the map is another one by now. */
export async function loadCosines(
  requests: MapRequests,
  target: MapTarget,
  summary: MapSummary,
  featureId: string,
): Promise<Float32Array | null> {
  const name: ColumnName = `cosine:${featureId}`;
  const columns = await loadColumns(requests, target, summary, [name]);
  return columns === null ? null : f32(columns, name);
}

type Buffers = ReadonlyMap<string, ArrayBuffer>;

async function loadColumns(
  requests: MapRequests,
  target: MapTarget,
  summary: MapSummary,
  names: readonly ColumnName[],
): Promise<Buffers | null> {
  const wholes = new Map(
    names.map((name) => [name as string, new Uint8Array(summary.rows * widthOf(name))]),
  );
  const starts: number[] = [];
  for (let start = 0; start < summary.rows; start += mostRows) starts.push(start);
  const load = async (start: number): Promise<boolean> => {
    const end = Math.min(start + mostRows, summary.rows);
    const params = { ...target, stamp: summary.stamp, columns: names, start, end };
    const chunk = await requests.columns(params);
    if (chunk === null) return false;
    for (const name of names) copyChunk(chunk, name, wholes.get(name), start, end);
    return true;
  };
  for (let at = 0; at < starts.length; at += atOnce) {
    const loaded = await Promise.all(starts.slice(at, at + atOnce).map(load));
    if (loaded.includes(false)) return null;
  }
  return new Map([...wholes].map(([name, bytes]) => [name, bytes.buffer]));
}

function copyChunk(
  chunk: MapColumns,
  name: ColumnName,
  whole: Uint8Array | undefined,
  start: number,
  end: number,
): void {
  const width = widthOf(name);
  const bytes = fromBase64(chunk.columns[name] ?? '');
  if (bytes.length !== (end - start) * width) {
    throw new Error(`The map's column “${name}” came incomplete.`);
  }
  whole?.set(bytes, start * width);
}

function u8(columns: Buffers, name: ColumnName): Uint8Array {
  return new Uint8Array(columns.get(name) ?? new ArrayBuffer(0));
}

function u32(columns: Buffers, name: ColumnName): Uint32Array {
  return new Uint32Array(columns.get(name) ?? new ArrayBuffer(0));
}

function f32(columns: Buffers, name: ColumnName): Float32Array {
  return new Float32Array(columns.get(name) ?? new ArrayBuffer(0));
}
