import { useMemo } from 'preact/hooks';
import { rowFlags } from '../../../server/map-protocol.ts';
import { hasFlag } from '../model/sample-words.ts';
import { usePage } from '../page-context.tsx';
import type { SampleAction } from '../page.ts';
import type { MenuItem } from '../parts/menu.tsx';

const titles: readonly (readonly [SampleAction, string])[] = [
  ['remove', 'Remove from the file'],
  ['quarantine', 'Move to quarantine'],
  ['weightZero', 'Set weight 0'],
  ['ignore', 'Ignore…'],
  ['stopIgnoring', 'Stop ignoring'],
];

/** What can be done with samples, as a menu. */
export function useActionItems(selected: Uint32Array | readonly number[]): MenuItem[] {
  const { rows, source, perform } = usePage();
  const someIgnored = useMemo(
    () => rows !== null && selected.some((row) => hasFlag(rows, row, rowFlags.ignored)),
    [rows, selected],
  );
  if (rows === null || !source.can('act')) return [];
  return titles
    .filter(([action]) => action !== 'stopIgnoring' || someIgnored)
    .map(([action, label]) => ({
      label,
      separated: action === 'ignore',
      run: () => void perform(action, selected),
    }));
}
