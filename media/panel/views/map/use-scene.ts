import { useMemo } from 'preact/hooks';
import type { Rows } from '../../model/rows.ts';
import { rowsOf } from '../../model/selection.ts';
import { useHover, usePage } from '../../page-context.tsx';
import type { Picture } from '../../picture-context.tsx';
import type { Anchor, Scene } from '../../plot/scene.ts';
import { useSample } from '../use-sample.ts';

/** What the plot draws now, with lines to the true neighbours of the sample that one looks at. */
export function useScene({ rows, colouring, points, theme }: Picture): Scene {
  const { state, focusRow, cursorRow } = usePage();
  const { row: hovered } = useHover();
  const watched = hovered ?? focusRow;
  const { sample } = useSample(watched);
  const palette = useMemo(() => colouring.entries.map(({ colour }) => colour), [colouring]);
  const activeId = state.colourBy.kind === 'feature' ? state.colourBy.id : null;
  const anchors = useMemo(
    () => anchorsOf(rows, activeId, nearestTo(rows, focusRow)),
    [rows, activeId, focusRow],
  );
  const lines = useMemo(() => {
    // The sample may still be the one that was watched before.
    if (sample === null || watched === null || rows.id[watched] !== sample.id) return [];
    const neighbours = sample.neighbours.map(({ id }) => id);
    return rowsOf(rows, neighbours).map((row) => [watched, row] as const);
  }, [rows, sample, watched]);
  const { plot } = theme;
  return useMemo(
    () => ({ points, anchors, palette, theme: plot, lines, focused: focusRow, cursor: cursorRow }),
    [points, anchors, palette, plot, lines, focusRow, cursorRow],
  );
}

/** The harmful feature that a sample is nearest to. */
function nearestTo({ summary, nearest }: Rows, row: number | null): string | null {
  return row === null ? null : (summary.features[nearest[row] ?? -1]?.id ?? null);
}

/**
 * The harmful features that have a place on the map, by name.
 * @param firstId comes first, so that its label gets a place before others.
 */
function anchorsOf(
  { summary }: Rows,
  activeId: string | null,
  firstId: string | null = null,
): Anchor[] {
  const rank = ({ featureId }: { readonly featureId: string }) => (featureId === firstId ? 0 : 1);
  const ordered = [...summary.projection.anchors].sort((one, other) => rank(one) - rank(other));
  return ordered.map(({ featureId, x, y }) => ({
    id: featureId,
    label: summary.features.find(({ id }) => id === featureId)?.title ?? featureId,
    x,
    y,
    active: featureId === activeId,
  }));
}

/** What a saved picture shows: the map without marks of pointer and cursor. */
export function plainScene(
  { rows, colouring, points, theme }: Picture,
  activeId: string | null,
): Scene {
  const palette = colouring.entries.map(({ colour }) => colour);
  const anchors = anchorsOf(rows, activeId);
  return { points, anchors, palette, theme: theme.plot, lines: [], focused: null, cursor: null };
}
