import { rowFlags } from '../../../server/map-protocol.ts';
import type { Rows } from './rows.ts';

/** Rows of the riskiest trained and scored samples, riskiest first; equal risks in the order of the map. */
export function riskiestRows(
  rows: Pick<Rows, 'count' | 'risk' | 'flags'>,
  count: number,
): readonly number[] {
  const candidates: number[] = [];
  for (let row = 0; row < rows.count; row += 1) {
    if (Number.isNaN(rows.risk[row] ?? Number.NaN)) continue;
    if (((rows.flags[row] ?? 0) & rowFlags.untrained) === 0) candidates.push(row);
  }
  candidates.sort((a, b) => (rows.risk[b] ?? 0) - (rows.risk[a] ?? 0) || a - b);
  return candidates.slice(0, count);
}
