import { readSample } from '../../scan/read-summary.ts';
import { shorten, visible } from '../escape-markdown.ts';
import type { MapState } from './data-map.ts';

const nameLength = 60;

/** The start of the prompt of the sample with this content, as plain text; null when it is not on the map. */
export function promptStart(
  { rows, table }: Pick<MapState, 'rows' | 'table'>,
  contentHash: string,
): string | null {
  const slot = table?.find(contentHash) ?? -1;
  const row = slot < 0 ? -1 : rows.slots.indexOf(slot);
  const record = rows.records[row];
  const file = rows.files[rows.file[row] ?? 0];
  const reading = record && file && readSample(record.text, file.scan.settings);
  const turns = reading?.sample.turns ?? [];
  const prompt = turns.find(({ role, trained }) => role === 'user' && !trained) ?? turns[0];
  return prompt === undefined
    ? null
    : shorten(visible(prompt.text.slice(0, 400)).trim(), nameLength);
}
