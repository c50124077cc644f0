import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Rows } from './model/rows.ts';
import type { PageStore } from './page-store.ts';
import type { Page, PageActions } from './page.ts';

const PageContext = createContext<Page | null>(null);
const HoverContext = createContext<HoverPlace>({ row: null, set: () => undefined });

/** The row under the pointer, which changes more often than the page. */
interface HoverPlace {
  readonly row: number | null;
  readonly set: (row: number | null) => void;
}

/** Gives the page to everything below. */
export function PageProvider({
  store,
  children,
}: {
  readonly store: PageStore;
  readonly children: ComponentChildren;
}) {
  const [snapshot, setSnapshot] = useState(store.snapshot);
  useEffect(() => {
    setSnapshot(store.snapshot);
    return store.subscribe(() => setSnapshot(store.snapshot));
  }, [store]);
  const page = useMemo(() => ({ ...snapshot, ...actionsOf(store) }), [snapshot, store]);
  return (
    <PageContext.Provider value={page}>
      <HoverProvider rows={page.rows}>{children}</HoverProvider>
    </PageContext.Provider>
  );
}

function HoverProvider({
  rows,
  children,
}: {
  readonly rows: Rows | null;
  readonly children: ComponentChildren;
}) {
  const [hovered, setHovered] = useState<{ rows: Rows | null; row: number | null }>({
    rows,
    row: null,
  });
  // A row of an older map may be another sample by now.
  const row = hovered.rows === rows ? hovered.row : null;
  const place = useMemo(
    () => ({ row, set: (next: number | null) => setHovered({ rows, row: next }) }),
    [row, rows],
  );
  return <HoverContext.Provider value={place}>{children}</HoverContext.Provider>;
}

/** The row under the pointer. Draws again whenever it changes. */
export function useHover(): HoverPlace {
  return useContext(HoverContext);
}

/** What the page knows now, and what can be done. Draws again after every change. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('A view stands outside of PageProvider.');
  return page;
}

/** Cosines of all rows of the present map to a feature; null while they are on their way or without a feature. */
export function useColumn(featureId: string | null): Float32Array | null {
  const { rows, column } = usePage();
  const [loaded, setLoaded] = useState<{ rows: unknown; id: string; values: Float32Array } | null>(
    null,
  );
  useEffect(() => {
    let wanted = true;
    if (featureId === null || rows === null) return;
    void column(featureId).then((values) => {
      if (wanted && values !== null) setLoaded({ rows, id: featureId, values });
    });
    return () => {
      wanted = false;
    };
  }, [featureId, rows, column]);
  if (featureId === null || rows === null) return null;
  const present = rows.cosines.get(featureId);
  if (present !== undefined) return present;
  return loaded?.rows === rows && loaded.id === featureId ? loaded.values : null;
}

function actionsOf(store: PageStore): PageActions {
  const {
    update,
    moveView,
    select,
    selectIds,
    focus,
    column,
    sample,
    announce,
    perform,
    openLine,
  } = store;
  const { refresh, noteChange, currentState } = store;
  return {
    update,
    moveView,
    select,
    selectIds,
    focus,
    column,
    sample,
    announce,
    perform,
    openLine,
    refresh,
    noteChange,
    currentState,
  };
}
