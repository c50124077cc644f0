import { pointFlags, type Points } from '../plot/scene.ts';

/** Rows in the order that they are drawn in. */
export interface DrawOrder {
  /** Visible rows that have a place: first the others, then the selected ones, each ascending. */
  readonly rows: Uint32Array;
  /** How many of them are not selected. */
  readonly plain: number;
}

export function drawOrder({ count, x, y, flags }: Points): DrawOrder {
  const rows = new Uint32Array(count);
  let plain = 0;
  let end = count;
  for (let row = 0; row < count; row++) {
    const bits = flags[row] ?? 0;
    if ((bits & pointFlags.hidden) !== 0) continue;
    const across = x[row] ?? NaN;
    const up = y[row] ?? NaN;
    // What is not finite gives NaN here, which is not 0.
    if (across - across + (up - up) !== 0) continue;
    if ((bits & pointFlags.selected) === 0) {
      rows[plain] = row;
      plain++;
    } else {
      end--;
      rows[end] = row;
    }
  }
  const selected = rows.slice(end).reverse();
  rows.set(selected, plain);
  return { rows: rows.slice(0, plain + selected.length), plain };
}
