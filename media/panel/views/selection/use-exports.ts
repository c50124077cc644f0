import { numbersToBase64 } from '../../model/base64.ts';
import { idsOf } from '../../model/selection.ts';
import { lineNumbers, samplesText, sentenceOf } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import { marksOf } from '../../page-work.ts';
import type { MenuItem } from '../../parts/menu.tsx';

/** Ways to take the selection elsewhere, as a menu. */
export function useExports(selected: Uint32Array): MenuItem[] {
  const page = usePage();
  const { rows, source, target, uris, names, announce } = page;
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
  const copy = () => {
    const marks = marksOf(page);
    const texts = uris.flatMap((uri, index) => {
      const lines = marks.get(uri);
      if (lines === undefined) return [];
      return uris.length === 1
        ? [lineNumbers(lines)]
        : [`${names[index] ?? uri}: ${lineNumbers(lines)}`];
    });
    source.copy(texts.join('\n'));
    announce(`Copied the line numbers of ${samplesText(selected.length)}.`);
  };
  const items: MenuItem[] = [];
  if (source.can('export')) {
    items.push(
      { label: 'Export as JSONL…', separated: true, run: () => void save('jsonl') },
      { label: 'Export as CSV…', run: () => void save('csv') },
    );
  }
  items.push({ label: 'Copy line numbers', run: copy });
  if (source.live) {
    items.push({ label: 'Show in findings', run: () => source.showFindings() });
  }
  return items;
}
