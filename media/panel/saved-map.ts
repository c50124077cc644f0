import type { ColumnName, MapSummary, MapTarget } from '../../server/map-protocol.ts';
import { toBase64 } from './model/base64.ts';
import { groupKey } from './model/categories.ts';
import type { PageState } from './model/page-state.ts';
import { loadedColumns, type Rows } from './model/rows.ts';
import type { Page } from './page.ts';
import type { SavedMap } from './source.ts';

/**
 * The map and what the page shows of it, to give to others: without the samples' text (topics are called after
 * the start of a prompt, and a search may quote one) and without the folders of this machine.
 */
export function savedMap(page: Page, rows: Rows, now: Date): SavedMap {
  const columns: Partial<Record<ColumnName, string>> = {};
  for (const name of loadedColumns) columns[name] = bytesOf(rows[name]);
  for (const [id, cosines] of rows.cosines) columns[`cosine:${id}`] = bytesOf(cosines);
  const files = page.names.join(', ');
  return {
    latentLintMap: 1,
    made: `Saved from the geometry panel on ${now.toISOString().slice(0, 10)}: ${files}.`,
    names: page.names,
    target: targetToShare(page),
    summary: summaryToShare(page, rows.summary),
    columns,
    samples: null,
    superposition: null,
    whatIf: null,
    page: stateToShare(page.currentState(), rows.summary),
  };
}

/** An address that says no more than the name that people see. */
function addressToShare(names: readonly string[], file: number): string {
  return `saved:///${file + 1}/${encodeURIComponent(names[file] ?? '')}`;
}

function targetToShare({ target, names }: Page): MapTarget {
  return { ...target, uris: target.uris.map((_, file) => addressToShare(names, file)) };
}

function summaryToShare({ names }: Page, summary: MapSummary): MapSummary {
  return {
    ...summary,
    files: summary.files.map((each, file) => ({ ...each, uri: addressToShare(names, file) })),
    // Pages of features lie in the folder of the program.
    features: summary.features.map((feature) => ({ ...feature, page: null })),
    topics: summary.topics.map((_, topic) => topicToShare(topic)),
  };
}

function topicToShare(topic: number): string {
  return `Topic ${topic + 1}`;
}

/** What the legend leaves out is kept by name, and topics have other names here. */
function stateToShare(state: PageState, { topics }: MapSummary): PageState {
  const hidden = state.hidden.map((key) => {
    const topic = topics.findIndex((name) => key === groupKey(name));
    return topic < 0 ? key : groupKey(topicToShare(topic));
  });
  return { ...state, hidden, search: { ...state.search, text: '' } };
}

function bytesOf(column: Uint8Array | Uint32Array | Float32Array): string {
  return toBase64(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
}
