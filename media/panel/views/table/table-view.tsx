import './table.css';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { tableRows } from '../../model/table-rows.ts';
import { usePage } from '../../page-context.tsx';
import { usePicture, type Picture } from '../../picture-context.tsx';
import { Legend } from '../map/legend.tsx';
import { columnsFor } from './columns.tsx';
import { HeadCell, TableRow } from './table-parts.tsx';
import { tableKey } from './table-keys.ts';

/** In CSS pixels; the style sheet says the same. */
const rowHeight = 24;
/** Drawn above and below what is seen. */
const spare = 8;

/** The samples as a table: the same selection, and it needs no graphics. */
export function TableView() {
  const picture = usePicture();
  if (picture === null) return <div class="table-view" />;
  return (
    <div class="table-view">
      <Table picture={picture} />
      <Legend picture={picture} />
    </div>
  );
}

function Table({ picture: { rows, hidden } }: { readonly picture: Picture }) {
  const { state, selection, focusRow, focus, select, openLine } = usePage();
  const { sort } = state;
  // While it is not sorted by it, a change of the selection must not sort again.
  const sorting = sort.column === 'selected' ? selection : null;
  const order = useMemo(
    () => tableRows(rows, hidden, sort, sorting ?? selection),
    [rows, hidden, sort, sorting],
  );
  const { scroller, first, last, onScroll, show } = useWindow(order.length);
  const columns = columnsFor(rows);
  const at = useMemo(() => (focusRow === null ? -1 : order.indexOf(focusRow)), [order, focusRow]);
  useEffect(() => {
    if (at >= 0) show(at);
  }, [at, show]);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const done = tableKey(event, { order, at, page }, { selection, focus, select, openLine });
    if (done) event.preventDefault();
  };
  const shown = [...order.subarray(first, last)];
  const focused = at >= first && at < last ? `row-${focusRow ?? ''}` : undefined;
  return (
    <div
      class="table"
      role="grid"
      ref={scroller}
      tabIndex={0}
      aria-label="Samples. Arrow keys move, Space selects, Enter opens the line."
      aria-multiselectable="true"
      aria-rowcount={order.length + 1}
      aria-activedescendant={focused}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div class="table-head" role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <HeadCell key={column.title} column={column} />
        ))}
      </div>
      <div role="presentation" style={{ height: `${first * rowHeight}px` }} />
      {shown.map((row, index) => (
        <TableRow key={row} row={row} rows={rows} columns={columns} place={first + index + 2} />
      ))}
      <div role="presentation" style={{ height: `${(order.length - last) * rowHeight}px` }} />
    </div>
  );
}

/** Which part of so many rows is drawn. */
function useWindow(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const read = () => {
    const element = scroller.current;
    if (element !== null) setView({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(() => {
    read();
    const observer = new ResizeObserver(read);
    if (scroller.current !== null) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  const show = useMemo(
    () => (index: number) => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      // The head covers one row.
      const seen = element.clientHeight - 2 * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top > element.scrollTop + seen) element.scrollTop = top - seen;
    },
    [],
  );
  const first = Math.max(0, Math.min(count, Math.floor(view.top / rowHeight) - spare));
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + spare);
  return { scroller, first, last: Math.max(first, last), onScroll: read, show };
}
