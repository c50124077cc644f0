import type { CancellationToken } from 'vscode-languageserver';
import { formatIds, roles } from '../../core/sample.ts';
import { filePath } from '../../file-uri.ts';
import { rowFlags } from '../../map-protocol.ts';
import type { MapExport, MapExportParams } from '../../map-work-protocol.ts';
import { readSample } from '../../scan/read-summary.ts';
import type { FeatureContext } from '../context.ts';
import { fromBase64, nearestTo } from './columns.ts';
import { csvRow, type CsvValue } from './csv.ts';
import type { MapState } from './data-map.ts';
import { rowAt } from './row-of.ts';
import { RequestSlice } from './slices.ts';

/**
 * The lines of samples exactly as they are, each with a line break, or a table of what is known of them; in the
 * order of the map. Samples that have changed since are left out.
 */
export async function mapExport(
  { uris, projection, ids, format }: MapExportParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<MapExport> {
  const state = await context.maps.of(uris).state(projection, context);
  const wanted = new Set(fromBase64(ids));
  if (state === null) return { text: '' };
  const slice = new RequestSlice(token);
  const parts: string[] = format === 'csv' ? [csvRow(header)] : [];
  for (let row = 0; row < state.rows.count; row += 1) {
    if (!wanted.has(state.rows.id[row] ?? -1)) continue;
    parts.push(format === 'csv' ? csvRow(describe(state, row)) : lineOf(state, row));
    await slice.rest();
  }
  return { text: parts.join('') };
}

const header = [
  'file',
  'line',
  'risk percentile',
  'flagged',
  'ignored',
  'nearest feature',
  'cosine',
  'trained tokens',
  'format',
  'role',
  'content hash',
  'prompt',
  'answer',
];

/** A byte order mark belongs to the file, not to its first line. */
function lineOf(state: MapState, row: number): string {
  const record = state.rows.records[row];
  return record === undefined
    ? ''
    : `${record.text.replace(/^\uFEFF/, '')}${record.lineBreak || '\n'}`;
}

function describe(state: MapState, row: number): CsvValue[] {
  const { rows, table, pack, own } = state;
  const titles = [...(pack?.features ?? []), ...own.map(({ feature }) => feature)].map(
    ({ title }) => title,
  );
  const found = rowAt(state, row);
  if (found?.record.summary?.kind !== 'sample') return [];
  const { record, scan, line } = found;
  const { hash } = found.record.summary;
  const slot = rows.slots[row] ?? -1;
  const scored = table !== null && slot >= 0;
  const risk = scored ? (table.risk[slot] ?? NaN) : NaN;
  const nearest = nearestTo(state, row);
  const flags = rows.flags[row] ?? 0;
  const turns = readSample(record.text, scan.settings)?.sample.turns ?? [];
  const answer = turns.findLast(({ trained }) => trained);
  const prompt = turns.findLast(({ role }, at) => role === 'user' && turns[at] !== answer);
  return [
    filePath(scan.uri) ?? scan.uri,
    line + 1,
    Number.isNaN(risk) ? null : 100 * risk,
    (flags & rowFlags.flagged) === 0 ? 'no' : 'yes',
    (flags & rowFlags.ignored) === 0 ? 'no' : 'yes',
    titles[nearest?.feature ?? -1] ?? '',
    nearest?.cosine ?? null,
    scored ? (table.tokens[slot] ?? null) : null,
    formatIds[rows.format[row] ?? 0] ?? '',
    roles[rows.role[row] ?? 0] ?? '',
    hash,
    prompt?.text ?? '',
    (answer ?? turns.at(-1))?.text ?? '',
  ];
}
