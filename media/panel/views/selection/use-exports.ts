import { numbersToBase64 } from '../../model/base64.ts';
import { idsOf } from '../../model/selection.ts';
import { sentenceOf } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import type { MenuItem } from '../../parts/menu.tsx';
import { copyLineNumbers } from './copy-lines.ts';

/** Ways to take the selection elsewhere, as a menu. */
export function useExports(selected: Uint32Array): MenuItem[] {
  const page = usePage();
  const { rows, source, target, announce } = page;
  if (rows === null) return [];
  const save = async (format: 'jsonl' | 'csv') => {
    const ids = numbersToBase64(idsOf(rows, selected));
    try {
      const { text } = await source.request('export', { ...target, ids, format });
      source.save(`selection.${format}`, text);
    } catch (error) {
      announce(sentenceOf(error));
    }
  };
  const copy = async () => announce(await copyLineNumbers(page));
  const items: MenuItem[] = [];
  if (source.can('export')) {
    items.push(
      { label: 'Export as JSONL…', separated: true, run: () => void save('jsonl') },
      { label: 'Export as CSV…', run: () => void save('csv') },
    );
  }
  items.push({ label: 'Copy line numbers', run: () => void copy() });
  if (source.live) {
    items.push({ label: 'Show in findings', run: () => source.showFindings() });
  }
  return items;
}
