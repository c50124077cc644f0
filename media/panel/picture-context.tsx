import { createContext, type ComponentChildren } from 'preact';
import { useContext, useMemo, useRef } from 'preact/hooks';
import { colourRows, hiddenRows, type Colouring } from './model/colouring.ts';
import type { ColourBy } from './model/page-state.ts';
import { pointFlagsOf, pointsOf, radiiOf } from './model/points.ts';
import type { Rows } from './model/rows.ts';
import { useColumn, usePage } from './page-context.tsx';
import type { Points } from './plot/scene.ts';
import { useTheme, type Theme } from './use-theme.ts';

/** How the samples look now. */
export interface Picture {
  readonly rows: Rows;
  readonly theme: Theme;
  readonly colouring: Colouring;
  /** 1 for each row that the legend leaves out, else 0. */
  readonly hidden: Uint8Array;
  readonly points: Points;
}

const PictureContext = createContext<Picture | null>(null);

/** Works out colours, sizes and what is left out, once for all views. */
export function PictureProvider({ children }: { readonly children: ComponentChildren }) {
  return <PictureContext.Provider value={useNewPicture()}>{children}</PictureContext.Provider>;
}

/** Null while there are no samples. */
export function usePicture(): Picture | null {
  return useContext(PictureContext);
}

/** The old colours stay while the cosines for new ones are on their way. */
function useColouring(rows: Rows | null, colourBy: ColourBy, dark: boolean): Colouring | null {
  const cosine = useColumn(colourBy.kind === 'feature' ? colourBy.id : null);
  const before = useRef<{ rows: Rows; colouring: Colouring } | null>(null);
  const colouring = useMemo(() => {
    if (rows === null) return null;
    const waits = colourBy.kind === 'feature' && cosine === null;
    if (waits && before.current?.rows === rows) return before.current.colouring;
    return colourRows(rows, colourBy, cosine, dark);
  }, [rows, colourBy, cosine, dark]);
  before.current = rows === null || colouring === null ? null : { rows, colouring };
  return colouring;
}

function useNewPicture(): Picture | null {
  const { rows, state, selection } = usePage();
  const { colourBy, sizeBy, hidden: hiddenKeys } = state;
  const theme = useTheme();
  const { dark } = theme;
  const sizeCosine = useColumn(sizeBy.kind === 'feature' ? sizeBy.id : null);
  const colouring = useColouring(rows, colourBy, dark);
  const hidden = useMemo(
    () => (colouring === null ? null : hiddenRows(colouring, hiddenKeys)),
    [colouring, hiddenKeys],
  );
  const radii = useMemo(
    () => (rows === null ? null : radiiOf(rows, sizeBy, sizeCosine)),
    [rows, sizeBy, sizeCosine],
  );
  const flags = useMemo(
    () =>
      rows === null || hidden === null || selection.mask.length !== rows.count
        ? null
        : pointFlagsOf(rows, hidden, selection.mask),
    [rows, hidden, selection],
  );
  return useMemo(() => {
    if (rows === null || colouring === null || hidden === null) return null;
    if (radii === null || flags === null) return null;
    const points = pointsOf(rows, colouring, radii, flags);
    return { rows, theme, colouring, hidden, points };
  }, [rows, theme, colouring, hidden, radii, flags]);
}
