import { numbersFromBase64, numbersToBase64 } from './base64.ts';
import type { Rows } from './rows.ts';

/** More are not kept over a reload: the state would outgrow what an editor stores gladly. */
const mostKept = 200_000;

/**
 * Samples that are found again after a restart, when ids are others: base64 of three numbers (u32) a sample,
 * the content hash's two and how many samples with the same content come before it. '' for too many.
 */
export function keysOf(rows: Rows, selected: Uint32Array): string {
  if (selected.length > mostKept) return '';
  const wanted = new Set(selected);
  const keys = new Uint32Array(3 * selected.length);
  let at = 0;
  for (const [row, before] of occurrences(rows, (candidate) => wanted.has(candidate))) {
    keys[at++] = rows.hashHigh[row] ?? 0;
    keys[at++] = rows.hashLow[row] ?? 0;
    keys[at++] = before;
  }
  return numbersToBase64(keys);
}

/** The rows of keys, ascending; those that are gone and text that is none are left out. */
export function rowsOfKeys(rows: Rows, text: string): number[] {
  const byHigh = new Map<number, (readonly [low: number, before: number])[]>();
  const keys = readKeys(text);
  for (let at = 0; at + 2 < keys.length; at += 3) {
    const high = keys[at] ?? 0;
    const same = byHigh.get(high) ?? [];
    same.push([keys[at + 1] ?? 0, keys[at + 2] ?? 0]);
    byHigh.set(high, same);
  }
  if (byHigh.size === 0) return [];
  const found: number[] = [];
  const mayBe = (row: number) => byHigh.has(rows.hashHigh[row] ?? 0);
  for (const [row, before] of occurrences(rows, mayBe)) {
    const keysHere = byHigh.get(rows.hashHigh[row] ?? 0) ?? [];
    const low = rows.hashLow[row];
    if (keysHere.some((key) => key[0] === low && key[1] === before)) found.push(row);
  }
  return found;
}

/** Of the rows that pass, ascending: how many rows with the same content come before each. */
function* occurrences(
  rows: Rows,
  passes: (row: number) => boolean,
): Generator<readonly [row: number, before: number]> {
  const seen = new Map<number, number>();
  for (let row = 0; row < rows.count; row++) {
    const group = rows.duplicates[row] ?? 0;
    const before = group === 0 ? 0 : (seen.get(group) ?? 0);
    if (group !== 0) seen.set(group, before + 1);
    if (passes(row)) yield [row, before];
  }
}

function readKeys(text: string): Uint32Array {
  try {
    return numbersFromBase64(text);
  } catch {
    // A state that was damaged selects nothing.
    return new Uint32Array();
  }
}
