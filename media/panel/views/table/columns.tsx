import type { ComponentChildren } from 'preact';
import { distinctNames } from '../../model/categories.ts';
import type { SortColumn } from '../../model/page-state.ts';
import type { Rows } from '../../model/rows.ts';
import { riskCell } from '../../model/sample-words.ts';
import { countText } from '../../model/words.ts';

export interface Column {
  readonly title: string;
  /** The column that it sorts by; null when it does not. */
  readonly sort: SortColumn | null;
  /** Numbers stand to the right. */
  readonly look: 'box' | 'line' | 'risk' | 'number' | 'text' | 'wide';
  readonly cell: (row: number) => ComponentChildren;
}

/** The columns of the table; that of the file only when there are several. */
export function columnsFor(rows: Rows): readonly Column[] {
  const { features, formats, topics, files } = rows.summary;
  const columns: Column[] = [
    // The row itself draws the box: it follows the selection.
    { title: 'Selected', sort: 'selected', look: 'box', cell: () => null },
    {
      title: 'Line',
      sort: 'line',
      look: 'line',
      cell: (row) => countText((rows.line[row] ?? 0) + 1),
    },
    { title: 'Risk', sort: 'risk', look: 'risk', cell: (row) => riskCell(rows, row) },
    {
      title: 'Nearest feature',
      sort: 'nearest',
      look: 'wide',
      cell: (row) => features[rows.nearestOfAll[row] ?? 255]?.title ?? '',
    },
    {
      title: 'Tokens',
      sort: 'tokens',
      look: 'number',
      cell: (row) => countText(rows.tokens[row] ?? 0),
    },
    {
      title: 'Format',
      sort: 'format',
      look: 'text',
      cell: (row) => formats[rows.format[row] ?? 255] ?? '',
    },
    {
      title: 'Topic',
      sort: 'topic',
      look: 'wide',
      cell: (row) => topics[rows.topic[row] ?? 255] ?? '',
    },
  ];
  if (files.length > 1) {
    const names = distinctNames(files.map(({ uri }) => uri));
    columns.splice(2, 0, {
      title: 'File',
      sort: null,
      look: 'text',
      cell: (row) => names[rows.file[row] ?? 0] ?? '',
    });
  }
  return columns;
}
