import type { ColumnName } from '../../server/map-protocol.ts';
import { toBase64 } from './model/base64.ts';
import { loadedColumns, type Rows } from './model/rows.ts';
import type { Page } from './page.ts';
import type { SavedMap } from './source.ts';

/** The map and what the page shows of it, without the samples' text. */
export function savedMap(page: Page, rows: Rows, now: Date): SavedMap {
  const columns: Partial<Record<ColumnName, string>> = {};
  for (const name of loadedColumns) columns[name] = bytesOf(rows[name]);
  for (const [id, cosines] of rows.cosines) columns[`cosine:${id}`] = bytesOf(cosines);
  const files = page.names.join(', ');
  return {
    latentLintMap: 1,
    made: `Saved from the geometry panel on ${now.toISOString().slice(0, 10)}: ${files}.`,
    names: page.names,
    target: page.target,
    summary: rows.summary,
    columns,
    samples: null,
    superposition: null,
    whatIf: null,
    page: page.currentState(),
  };
}

function bytesOf(column: Uint8Array | Uint32Array | Float32Array): string {
  return toBase64(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
}
