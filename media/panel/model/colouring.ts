import { categoriesOf } from './categories.ts';
import { cosineBands, riskBands, tokenBands, type Bands } from './bands.ts';
import type { ColourBy } from './page-state.ts';
import { palettesFor, stepsOf, type Palettes } from './palettes.ts';
import type { Rows } from './rows.ts';

/** One line of the legend. */
export interface LegendEntry {
  /** Stays the same while the map changes. */
  readonly key: string;
  readonly label: string;
  /** As `#rrggbb`. */
  readonly colour: string;
  /** How many rows belong to it. */
  readonly count: number;
}

export interface Colouring {
  /** What the colours mean, as a heading. */
  readonly title: string;
  readonly entries: readonly LegendEntry[];
  /** Index into the entries, by row. */
  readonly entry: Uint8Array;
}

/** What rows are coloured by: names of groups, and to which each row belongs. */
export interface Grouping {
  readonly title: string;
  readonly groups: readonly Group[];
  readonly entry: Uint8Array;
}
export interface Group {
  readonly key: string;
  readonly label: string;
  /** `step`: an amount, from the least to the greatest; the rest are told apart only. */
  readonly kind: 'step' | 'category' | 'other' | 'none';
  /** Of a category: which colour it has, when not the next one. */
  readonly colour?: number;
}

/**
 * The colour of each row and the legend with its counts.
 *
 * @param cosine Cosines to the feature that is coloured by; null while they are loaded.
 */
export function colourRows(
  rows: Rows,
  colourBy: ColourBy,
  cosine: Float32Array | null,
  dark: boolean,
): Colouring {
  const { title, groups, entry } = groupRows(rows, colourBy, cosine);
  const counts = new Uint32Array(groups.length);
  for (let row = 0; row < rows.count; row++) {
    const group = entry[row] ?? 0;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  const colours = coloursOf(groups, palettesFor(dark));
  const entries = groups.map(({ key, label }, index) => ({
    key,
    label,
    colour: colours[index] ?? '#808080',
    count: counts[index] ?? 0,
  }));
  return { title, entries, entry };
}

/** Where legend entries are left out: 1 by row. */
export function hiddenRows({ entries, entry }: Colouring, hidden: readonly string[]): Uint8Array {
  const mask = new Uint8Array(entry.length);
  const out = new Set(hidden);
  const isOut = Uint8Array.from(entries, ({ key }) => (out.has(key) ? 1 : 0));
  if (!isOut.includes(1)) return mask;
  for (let row = 0; row < entry.length; row++) mask[row] = isOut[entry[row] ?? 0] ?? 0;
  return mask;
}

/** Only this entry is shown; when it is the only one already, all are. */
export function onlyShown(
  entries: readonly LegendEntry[],
  hidden: readonly string[],
  key: string,
): string[] {
  const others = entries.map((entry) => entry.key).filter((other) => other !== key);
  const isOnly = !hidden.includes(key) && others.every((other) => hidden.includes(other));
  return isOnly ? [] : others;
}

function groupRows(rows: Rows, colourBy: ColourBy, cosine: Float32Array | null): Grouping {
  switch (colourBy.kind) {
    case 'risk':
      return banded(rows, riskBands(), rows.risk);
    case 'length':
      return banded(rows, tokenBands(), rows.tokens);
    case 'feature': {
      const feature = rows.summary.features.find(({ id }) => id === colourBy.id);
      const values = cosine ?? new Float32Array(rows.count).fill(Number.NaN);
      return banded(rows, cosineBands(feature?.title ?? colourBy.id, values), values);
    }
    case 'nearest':
    case 'format':
    case 'role':
    case 'topic':
    case 'file':
    case 'duplicates':
    case 'ignored':
      return categoriesOf(rows, colourBy.kind);
  }
}

/** Rows by amount, the greatest first in the legend, and last those without one. */
function banded(
  rows: Rows,
  { title, limits, label, none }: Bands,
  values: ArrayLike<number>,
): Grouping {
  const groups: Group[] = [];
  for (let band = limits.length; band >= 0; band--) {
    groups.push({ key: `band:${band}`, label: label(band), kind: 'step' });
  }
  const noneAt = groups.length;
  groups.push({ key: 'none', label: none, kind: 'none' });
  const entry = new Uint8Array(rows.count);
  for (let row = 0; row < rows.count; row++) {
    const value = values[row] ?? Number.NaN;
    entry[row] = Number.isNaN(value) ? noneAt : limits.length - bandOf(limits, value);
  }
  return { title, groups, entry };
}

/** How many limits, which ascend, a value reaches. */
function bandOf(limits: readonly number[], value: number): number {
  let band = 0;
  for (const limit of limits) if (value >= limit) band++;
  return band;
}

function coloursOf(groups: readonly Group[], palettes: Palettes): string[] {
  const steps = stepsOf(palettes.steps, groups.filter(({ kind }) => kind === 'step').length);
  let category = 0;
  return groups.map(({ kind, colour }) => {
    // The legend begins with the greatest amount.
    if (kind === 'step') return steps.pop() ?? palettes.other;
    if (kind === 'category') return palettes.categories[colour ?? category++] ?? palettes.other;
    return kind === 'other' ? palettes.other : palettes.none;
  });
}
