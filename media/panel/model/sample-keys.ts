import { numbersFromBase64, numbersToBase64 } from './base64.ts';
import type { Rows } from './rows.ts';

/** More are not kept over a reload: the state would outgrow what an editor stores gladly. */
const mostKept = 200_000;

/**
 * Samples that are found again after a restart, when ids are others: base64 of three numbers (u32) a sample,
 * the content hash's two and how many samples with the same content come before it. '' for too many.
 */
export function keysOf(rows: Rows, selected: Uint32Array): string {
  if (selected.length === 0 || selected.length > mostKept) return '';
  const wanted = new Set(selected);
  const keys = new Uint32Array(3 * selected.length);
  let at = 0;
  const passes = (row: number) => wanted.has(row);
  visit(rows, passes, (row, before) => {
    keys[at++] = rows.hashHigh[row] ?? 0;
    keys[at++] = rows.hashLow[row] ?? 0;
    keys[at++] = before;
  });
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
  visit(rows, mayBe, (row, before) => {
    const keysHere = byHigh.get(rows.hashHigh[row] ?? 0) ?? [];
    const low = rows.hashLow[row];
    if (keysHere.some((key) => key[0] === low && key[1] === before)) found.push(row);
  });
  return found;
}

/** Visits the rows that pass, ascending, and tells how many rows with the same content come before each. */
function visit(
  { count, duplicates }: Rows,
  passes: (row: number) => boolean,
  found: (row: number, before: number) => void,
): void {
  const seen = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    const group = duplicates[row] ?? 0;
    const before = group === 0 ? 0 : (seen.get(group) ?? 0);
    if (group !== 0) seen.set(group, before + 1);
    if (passes(row)) found(row, before);
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
