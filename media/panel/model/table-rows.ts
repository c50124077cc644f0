import type { Sort, SortColumn } from './page-state.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './selection.ts';

/**
 * The rows that are not left out, sorted. Rows that are equal stay in the order of the file, and those without
 * a value come last whichever way it goes.
 *
 * @param hidden 1 by row for those that are left out.
 */
export function tableRows(
  rows: Rows,
  hidden: Uint8Array,
  { column, descending }: Sort,
  selection: Selection,
): Uint32Array<ArrayBuffer> {
  const shown = shownRows(rows, hidden);
  if (column === 'line') return descending ? shown.reverse() : shown;
  const keys = keysOf(rows, column, selection);
  const sign = descending ? -1 : 1;
  return shown.sort((one, other) => {
    const first = keys[one] ?? Number.NaN;
    const second = keys[other] ?? Number.NaN;
    if (Number.isNaN(first) || Number.isNaN(second)) {
      return Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || one - other;
    }
    return sign * (first - second) || one - other;
  });
}

/** Ascending. */
export function shownRows(rows: Rows, hidden: Uint8Array): Uint32Array<ArrayBuffer> {
  const shown = new Uint32Array(rows.count);
  let at = 0;
  for (let row = 0; row < rows.count; row++) if (hidden[row] !== 1) shown[at++] = row;
  return shown.slice(0, at);
}

function keysOf(
  rows: Rows,
  column: Exclude<SortColumn, 'line'>,
  selection: Selection,
): ArrayLike<number> {
  const { features, formats, topics } = rows.summary;
  switch (column) {
    case 'risk':
      return rows.risk;
    case 'tokens':
      return rows.tokens;
    case 'selected':
      return selection.mask;
    case 'nearest':
      return byName(
        rows.nearestOfAll,
        features.map(({ title }) => title),
      );
    case 'format':
      return byName(rows.format, formats);
    case 'topic':
      return byName(rows.topic, topics);
  }
}

/** The place of each row's name in the alphabet; NaN for those without one. */
function byName(column: Uint8Array, names: readonly string[]): Float32Array {
  const order = [...names.keys()].sort((one, other) =>
    (names[one] ?? '').localeCompare(names[other] ?? '', 'en'),
  );
  const places = new Float32Array(256).fill(Number.NaN);
  order.forEach((name, place) => (places[name] = place));
  return Float32Array.from(column, (name) => places[name] ?? Number.NaN);
}
