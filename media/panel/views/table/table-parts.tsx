import { rowFlags } from '../../../../server/map-protocol.ts';
import type { Rows } from '../../model/rows.ts';
import { hasFlag } from '../../model/sample-words.ts';
import { useHover, usePage } from '../../page-context.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { Column } from './columns.tsx';

const biggestFirst: ReadonlySet<Column['look']> = new Set(['box', 'risk', 'number']);

/** A heading; a click sorts, a second one the other way round. */
export function HeadCell({ column: { title, sort, look } }: { readonly column: Column }) {
  const { state, update } = usePage();
  const sorted = sort !== null && state.sort.column === sort;
  const { descending } = state.sort;
  if (sort === null) {
    return (
      <div role="columnheader" class={`cell cell-${look}`}>
        {title}
      </div>
    );
  }
  const next = { column: sort, descending: sorted ? !descending : biggestFirst.has(look) };
  return (
    <div
      role="columnheader"
      class={`cell cell-${look}`}
      aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        class="table-sort"
        aria-label={`Sort by: ${title}`}
        onClick={() => update({ sort: next })}
      >
        {look === 'box' ? '✓' : title}
        {sorted && <Icon name={descending ? 'down' : 'up'} />}
      </button>
    </div>
  );
}

interface TableRowProps {
  readonly row: number;
  readonly rows: Rows;
  readonly columns: readonly Column[];
  /** From 1, with the head. */
  readonly place: number;
}

/** One sample; a click goes to it, with Ctrl or Shift it is added to the selection or taken out of it. */
export function TableRow({ row, rows, columns, place }: TableRowProps) {
  const { selection, focusRow, cursorRow, focus, select, openLine } = usePage();
  const hover = useHover();
  const isSelected = selection.has(row);
  const onClick = ({ ctrlKey, metaKey, shiftKey }: MouseEvent) => {
    focus(row);
    const adds = ctrlKey || metaKey || shiftKey;
    if (!adds) select([row], 'replace');
    else select([row], isSelected ? 'remove' : 'add');
  };
  return (
    <div
      id={`row-${row}`}
      class="table-row"
      role="row"
      aria-rowindex={place}
      aria-selected={isSelected}
      data-focused={row === focusRow}
      data-cursor={row === cursorRow}
      data-flagged={hasFlag(rows, row, rowFlags.flagged)}
      onClick={onClick}
      onDblClick={() => openLine(row)}
      onPointerEnter={() => hover.set(row)}
      onPointerLeave={() => hover.set(null)}
    >
      {columns.map(({ title, look, cell }) => (
        <div key={title} role="gridcell" class={`cell cell-${look}`}>
          {look === 'box' ? <RowBox row={row} line={rows.line[row] ?? 0} /> : cell(row)}
        </div>
      ))}
    </div>
  );
}

function RowBox({ row, line }: { readonly row: number; readonly line: number }) {
  const { selection, select } = usePage();
  const isSelected = selection.has(row);
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      checked={isSelected}
      aria-label={`Select line ${line + 1}`}
      onClick={(event) => event.stopPropagation()}
      onChange={() => select([row], isSelected ? 'remove' : 'add')}
    />
  );
}
