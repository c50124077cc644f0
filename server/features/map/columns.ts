import { noTopic } from '../../core/map/topics.ts';
import type { Pack } from '../../core/pack/pack.ts';
import type { ColumnName } from '../../map-protocol.ts';
import type { MapRows } from './map-rows.ts';
import type { OwnColumn } from './own-columns.ts';
import type { SampleTable } from './sample-table.ts';

/** Instead of the index of a feature. */
const noFeature = 255;

/** By slot of the `SampleTable`; what a slot lacks is NaN, or `noTopic`. */
export interface SlotColumns {
  readonly x: ArrayLike<number> | null;
  readonly y: ArrayLike<number> | null;
  readonly fidelity: ArrayLike<number> | null;
  readonly topic: ArrayLike<number> | null;
}

type Column = Uint8Array | Uint32Array | Float32Array;

/** Where a map's columns come from. */
export interface ColumnSource {
  readonly rows: MapRows;
  /** Null while there is no pack. */
  readonly table: SampleTable | null;
  readonly pack: Pack | null;
  readonly slots: SlotColumns;
  /** Features of one's own. */
  readonly own: readonly OwnColumn[];
  /** By file: the places in `own` of those that are on for it. */
  readonly ownOn: readonly (readonly number[])[];
}

/** The rows `start` to `end` (exclusive) of a column; null for a feature that the pack does not have. */
export function columnOf(
  name: ColumnName,
  source: ColumnSource,
  start: number,
  end: number,
): Column | null {
  const { rows, table, slots } = source;
  const bySlot = (values: ArrayLike<number> | null): Float32Array =>
    pick(new Float32Array(Math.max(0, end - start)), rows, start, values, NaN);
  switch (name) {
    case 'id':
    case 'file':
    case 'line':
    case 'format':
    case 'role':
    case 'flags':
    case 'duplicates':
    case 'hashHigh':
    case 'hashLow':
      return rows[name].slice(start, end);
    case 'risk':
      return bySlot(table?.risk ?? null);
    case 'x':
    case 'y':
    case 'fidelity':
      return bySlot(slots[name]);
    case 'nearest':
      return pick(
        new Uint8Array(Math.max(0, end - start)),
        rows,
        start,
        table?.nearest ?? null,
        noFeature,
      );
    case 'nearestOfAll':
      return nearestOfAll(source, start, end);
    case 'topic':
      return pick(new Uint8Array(Math.max(0, end - start)), rows, start, slots.topic, noTopic);
    case 'tokens':
      return pick(new Uint32Array(Math.max(0, end - start)), rows, start, table?.tokens ?? null, 0);
    default: {
      const id = name.slice('cosine:'.length);
      const own = source.own.find(({ feature }) => feature.id === id);
      if (own !== undefined) return bySlot(own.cosines);
      const direction = directionOf(id, source.pack);
      return direction < 0 ? null : cosines(source, direction, start, end);
    }
  }
}

/**
 * The feature that a row is nearest to by cosine, among those of the pack and, after these, those of one's own that
 * are on for its file. Null without a score.
 */
export function nearestTo(
  { rows, table, pack, own, ownOn }: ColumnSource,
  row: number,
): { readonly feature: number; readonly cosine: number } | null {
  const slot = rows.slots[row] ?? -1;
  if (table === null || slot < 0) return null;
  let feature = table.nearest[slot] ?? 0;
  let most = table.cosines[slot * table.directions + 1 + feature] ?? -1;
  for (const place of ownOn[rows.file[row] ?? 0] ?? []) {
    const index = (pack?.features.length ?? 0) + place;
    const cosine = own[place]?.cosines[slot] ?? NaN;
    if (!(cosine > most) || index >= noFeature) continue;
    most = cosine;
    feature = index;
  }
  return { feature, cosine: most };
}

/** The place of a feature, or `risk`, among the directions of the pack; -1 when it has none of this name. */
export function directionOf(id: string, pack: Pack | null): number {
  if (id === 'risk') return 0;
  const feature = pack?.features.findIndex((each) => each.id === id) ?? -1;
  return feature < 0 ? -1 : 1 + feature;
}

/** Numbers as the protocol sends them: base64 of their bytes, little-endian. */
export function toBase64(column: Column): string {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
  // The processors that Node.js and onnxruntime run on are little-endian.
  return bytes.toString('base64');
}

/** The u32 numbers of a base64 text; null when it is none. */
export function fromBase64(text: string): Uint32Array | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) return null;
  const copy = new Uint8Array(bytes);
  return new Uint32Array(copy.buffer, 0, copy.length / 4);
}

function pick<C extends Column>(
  column: C,
  { slots }: MapRows,
  start: number,
  values: ArrayLike<number> | null,
  missing: number,
): C {
  for (let at = 0; at < column.length; at += 1) {
    const slot = slots[start + at] ?? -1;
    column[at] = slot < 0 ? missing : (values?.[slot] ?? missing);
  }
  return column;
}

function nearestOfAll(source: ColumnSource, start: number, end: number): Uint8Array {
  const column = new Uint8Array(Math.max(0, end - start));
  for (let at = 0; at < column.length; at += 1) {
    column[at] = nearestTo(source, start + at)?.feature ?? noFeature;
  }
  return column;
}

function cosines(
  { rows, table }: ColumnSource,
  direction: number,
  start: number,
  end: number,
): Float32Array {
  const column = new Float32Array(Math.max(0, end - start));
  for (let at = 0; at < column.length; at += 1) {
    const slot = rows.slots[start + at] ?? -1;
    column[at] =
      slot < 0 || table === null
        ? NaN
        : (table.cosines[slot * table.directions + direction] ?? NaN);
  }
  return column;
}
