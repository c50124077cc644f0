import {
  columnTypes,
  mapChangedNotification,
  mapColumnsRequest,
  mapRequest,
  mapSampleRequest,
  mostRows,
  type ColumnName,
  type MapColumns,
  type MapSample,
  type MapSummary,
  type MapTarget,
} from '../../map-protocol.ts';
import {
  mapSuperpositionRequest,
  mapWhatIfRequest,
  type MapSuperposition,
  type MapWhatIf,
} from '../../map-work-protocol.ts';
import { CannotDo } from '../cannot-do.ts';
import type { ServerProcess } from './server-process.ts';

/** What a report holds of a map; the page's `SavedMap` without what only the command knows. */
export interface CollectedMap {
  readonly summary: MapSummary;
  readonly columns: Readonly<Record<string, string>>;
  readonly samples: readonly (MapSample | null)[];
  readonly superposition: MapSuperposition;
  readonly whatIf: readonly (readonly [share: number, result: MapWhatIf])[];
}

/** The shares of riskiest samples whose removal a report weighs. */
const shares = [0.01, 0.02, 0.05, 0.1, 0.2];

/**
 * Asks the server for all that a report shows.
 * @param mostSamples how many samples come with their text, riskiest first.
 * @param say told what goes on, in a few words.
 */
export async function collectMap(
  server: ServerProcess,
  target: MapTarget,
  mostSamples: number,
  say: (text: string) => void,
): Promise<CollectedMap> {
  const summary = await finalSummary(server, target, say);
  say('Collecting the map …');
  const columns = await allColumns(server, target, summary);
  return {
    summary,
    columns,
    samples: await riskiestSamples(server, target, columns, mostSamples, say),
    superposition: await server.request<MapSuperposition>(mapSuperpositionRequest, {
      sample: null,
    }),
    whatIf: await estimates(server, target),
  };
}

/** The summary once nothing more is computed for the projection; each change is announced. */
async function finalSummary(
  server: ServerProcess,
  target: MapTarget,
  say: (text: string) => void,
): Promise<MapSummary> {
  const nextChange = server.listen(mapChangedNotification);
  for (;;) {
    const summary = await server.request<MapSummary>(mapRequest, target);
    const { progress, measuring } = summary.projection;
    if (summary.rows === 0) throw new CannotDo(summary.message);
    if (progress === null && !measuring) return summary;
    say(`Drawing the map … ${Math.round(100 * (progress ?? 1))} %`);
    await nextChange();
  }
}

async function allColumns(
  server: ServerProcess,
  target: MapTarget,
  { stamp, rows, features }: MapSummary,
): Promise<Record<string, string>> {
  const names: ColumnName[] = [
    ...(Object.keys(columnTypes) as (keyof typeof columnTypes)[]),
    ...features.map(({ id }): ColumnName => `cosine:${id}`),
  ];
  const parts = new Map<string, Buffer[]>();
  for (let start = 0; start < rows; start += mostRows) {
    const end = Math.min(rows, start + mostRows);
    const params = { ...target, stamp, columns: names, start, end };
    const answer = await server.request<MapColumns | null>(mapColumnsRequest, params);
    if (answer === null) throw new CannotDo('The map changed while it was read.');
    for (const [name, data] of Object.entries(answer.columns)) {
      const known = parts.get(name) ?? [];
      known.push(Buffer.from(data, 'base64'));
      parts.set(name, known);
    }
  }
  return Object.fromEntries(
    Array.from(parts, ([name, buffers]) => [name, Buffer.concat(buffers).toString('base64')]),
  );
}

async function riskiestSamples(
  server: ServerProcess,
  target: MapTarget,
  columns: Readonly<Record<string, string>>,
  most: number,
  say: (text: string) => void,
): Promise<(MapSample | null)[]> {
  const ids = Buffer.from(columns['id'] ?? '', 'base64');
  const risks = Buffer.from(columns['risk'] ?? '', 'base64');
  const rows = Array.from({ length: ids.length / 4 }, (_, row) => {
    const risk = risks.readFloatLE(4 * row);
    return { row, id: ids.readUInt32LE(4 * row), risk: Number.isNaN(risk) ? -1 : risk };
  });
  const samples = rows.map((): MapSample | null => null);
  const chosen = rows.toSorted((a, b) => b.risk - a.risk || a.row - b.row).slice(0, most);
  for (const [done, { row, id }] of chosen.entries()) {
    samples[row] = await server.request<MapSample | null>(mapSampleRequest, { ...target, id });
    if (done % 100 === 0) say(`Reading samples … ${done} of ${chosen.length}`);
  }
  return samples;
}

async function estimates(
  server: ServerProcess,
  target: MapTarget,
): Promise<(readonly [number, MapWhatIf])[]> {
  const results: (readonly [number, MapWhatIf])[] = [];
  for (const riskiestShare of shares) {
    const params = { ...target, ids: null, riskiestShare };
    results.push([riskiestShare, await server.request<MapWhatIf>(mapWhatIfRequest, params)]);
  }
  return results;
}
