import { rowFlags } from '../../../server/map-protocol.ts';
import type { Group, Grouping } from './colouring.ts';
import type { Rows } from './rows.ts';

type CategoryKind = 'nearest' | 'format' | 'role' | 'topic' | 'file' | 'duplicates' | 'ignored';

/** More colours are not told apart. */
const mostCategories = 10;

/** Rows by kind; of many kinds the most frequent ones, and the rest together. */
export function categoriesOf(rows: Rows, kind: CategoryKind): Grouping {
  const { summary } = rows;
  switch (kind) {
    case 'nearest':
      return byNearest(rows);
    case 'format':
      return named('Format', summary.formats, rows.format, 'not known');
    case 'role':
      return named('Role of the scored text', summary.roles, rows.role, 'not known');
    case 'topic':
      return named('Topic of the prompt', summary.topics, rows.topic, 'without a prompt');
    case 'file': {
      const names = distinctNames(summary.files.map(({ uri }) => uri));
      return named('File', names, rows.file, 'not known');
    }
    case 'duplicates':
      return byCopies(rows);
    case 'ignored':
      return byFlags(rows);
  }
}

/** The last part of each address, for people; with as many folders before it as tell it from the others. */
export function distinctNames(uris: readonly string[]): string[] {
  const tail = (uri: string, parts: number) => uri.split('/').slice(-parts).join('/');
  return uris.map((uri) => {
    const others = uris.filter((other) => other !== uri);
    const most = uri.split('/').length;
    let parts = 1;
    while (parts < most && others.some((other) => tail(other, parts) === tail(uri, parts))) {
      parts += 1;
    }
    return decoded(tail(uri, parts));
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // An address need not be encoded well to be shown.
    return name;
  }
}

/** By which the legend keeps that a group of this name is left out. */
export function groupKey(name: string): string {
  return `name:${name}`;
}

/** Features of one's own have entries of their own, also where others are more frequent. */
function byNearest({ summary: { features }, nearestOfAll }: Rows): Grouping {
  const titles = features.map(({ title }) => title);
  const none = 'without a score';
  return named('Nearest feature', titles, nearestOfAll, none, {
    isFirst: (index) => features[index]?.own === true,
    // A feature of one's own may be called as one of the pack.
    keyOf: (index, title) =>
      features[index]?.own === true ? `own:${features[index].id}` : groupKey(title),
  });
}

interface Naming {
  /** Whether the name has an entry before more frequent ones. */
  readonly isFirst: (index: number) => boolean;
  readonly keyOf: (index: number, name: string) => string;
}

const plainNaming: Naming = { isFirst: () => false, keyOf: (_, name) => groupKey(name) };

function named(
  title: string,
  names: readonly string[],
  column: Uint8Array,
  noneLabel: string,
  { isFirst, keyOf }: Naming = plainNaming,
): Grouping {
  const counts = new Uint32Array(256);
  for (const value of column) counts[value] = (counts[value] ?? 0) + 1;
  const present = names.map((_, index) => index).filter((index) => (counts[index] ?? 0) > 0);
  const byCount = (one: number, other: number) =>
    (counts[other] ?? 0) - (counts[one] ?? 0) || one - other;
  present.sort(
    (one, other) => Number(isFirst(other)) - Number(isFirst(one)) || byCount(one, other),
  );
  const room = present.length > mostCategories ? mostCategories - 1 : present.length;
  const shown = present.slice(0, room).sort(byCount);
  const groups: Group[] = shown.map((index) => {
    const label = names[index] ?? '';
    return { key: keyOf(index, label), label, kind: 'category' };
  });
  const groupOf = new Uint8Array(256).fill(groups.length);
  shown.forEach((index, group) => (groupOf[index] = group));
  if (present.length > shown.length) {
    const label = `${present.length - shown.length} others`;
    for (const index of present.slice(room)) groupOf[index] = groups.length;
    groups.push({ key: 'other', label, kind: 'other' });
  }
  for (let value = names.length; value < 256; value++) groupOf[value] = groups.length;
  groups.push({ key: 'none', label: noneLabel, kind: 'none' });
  return { title, groups, entry: column.map((value) => groupOf[value] ?? 0) };
}

const copyGroups: readonly (Group & { readonly least: number })[] = [
  { key: 'copies:many', label: 'more than 10 times', kind: 'step', least: 11 },
  { key: 'copies:some', label: '4 to 10 times', kind: 'step', least: 4 },
  { key: 'copies:3', label: '3 times', kind: 'step', least: 3 },
  { key: 'copies:2', label: 'twice', kind: 'step', least: 2 },
  { key: 'copies:1', label: 'once', kind: 'none', least: 1 },
];

function byCopies({ duplicates }: Rows): Grouping {
  const sizes = new Map<number, number>();
  for (const group of duplicates) if (group > 0) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const entry = Uint8Array.from(duplicates, (group) => {
    const size = group === 0 ? 1 : (sizes.get(group) ?? 1);
    return copyGroups.findIndex(({ least }) => size >= least);
  });
  return { title: 'How often the same content appears', groups: copyGroups, entry };
}

const flagGroups: readonly Group[] = [
  { key: 'severe', label: 'flagged, far beyond', kind: 'category', colour: 3 },
  { key: 'flagged', label: 'flagged', kind: 'category', colour: 0 },
  { key: 'ignored', label: 'ignored', kind: 'category', colour: 1 },
  { key: 'fine', label: 'not flagged', kind: 'other' },
  { key: 'untrained', label: 'nothing of it is trained', kind: 'none' },
  { key: 'none', label: 'without a score', kind: 'none' },
];

function byFlags({ flags }: Rows): Grouping {
  const { severe, flagged, ignored, untrained, scored } = rowFlags;
  const entry = flags.map((bits) => {
    if ((bits & ignored) !== 0) return 2;
    if ((bits & severe) !== 0) return 0;
    if ((bits & flagged) !== 0) return 1;
    if ((bits & untrained) !== 0) return 4;
    return (bits & scored) === 0 ? 5 : 3;
  });
  return { title: 'Flagged and ignored', groups: flagGroups, entry };
}
