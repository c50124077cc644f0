import './map.css';
import { useCallback, useMemo, useState } from 'preact/hooks';
import type { Rows } from '../../model/rows.ts';
import { rowSentence } from '../../model/sample-words.ts';
import { placedCount } from '../../model/points.ts';
import { samplesText } from '../../model/words.ts';
import { useHover, usePage } from '../../page-context.tsx';
import { usePicture, type Picture } from '../../picture-context.tsx';
import { Plot } from '../../plot/plot.tsx';
import type { SelectMode } from '../../plot/scene.ts';
import { Legend } from './legend.tsx';
import { ProjectionProgress } from './projection-progress.tsx';
import { Quality } from './quality.tsx';
import { useScene } from './use-scene.ts';

/** The map with its legend and with what it is worth. */
export function MapView() {
  const picture = usePicture();
  if (picture === null) return <div class="map" />;
  return (
    <div class="map">
      <MapPlot picture={picture} />
      <Legend picture={picture} />
      <Quality rows={picture.rows} />
    </div>
  );
}

function MapPlot({ picture }: { readonly picture: Picture }) {
  const { state, selection, focusRow, moveView, select, focus, openLine, announce } = usePage();
  const hover = useHover();
  const scene = useScene(picture);
  const [fallback, setFallback] = useState<string | null>(null);
  const onSelect = useCallback(
    (rows: Uint32Array, mode: SelectMode) => select(rows, mode),
    [select],
  );
  const onToggle = (row: number) => select([row], selection.has(row) ? 'remove' : 'add');
  const onRenderer = useCallback(
    (_used: 'webgl' | 'canvas', sentence: string | null) => {
      setFallback(sentence);
      if (sentence !== null) announce(sentence);
    },
    [announce],
  );
  return (
    <div class="map-plot">
      <Plot
        scene={scene}
        tool={state.tool}
        renderer={state.renderer}
        viewport={state.viewport}
        label={useLabel(picture)}
        onViewport={moveView}
        onSelect={onSelect}
        onHover={hover.set}
        onFocusRow={focus}
        onOpen={openLine}
        onToggle={onToggle}
        onRenderer={onRenderer}
      />
      <MapNote picture={picture} />
      <Axes rows={picture.rows} />
      <ProjectionProgress />
      <span class="unseen" role="status">
        {focusRow === null ? '' : rowSentence(picture.rows, focusRow, selection.has(focusRow))}
      </span>
      {fallback !== null && (
        <span class="map-renderer" title={fallback}>
          Drawn without WebGL
        </span>
      )}
    </div>
  );
}

/** What the directions of the plot are, where they are something. */
function Axes({ rows }: { readonly rows: Rows }) {
  const placed = useMemo(() => placedCount(rows), [rows]);
  const [across, up] = rows.summary.projection.axes;
  if (placed === 0 || (across === '' && up === '')) return null;
  return (
    <p class="map-axes" aria-hidden="true">
      <span>→ {across}</span>
      <span>↑ {up}</span>
    </p>
  );
}

/** Why the plot is empty, when it is. */
function MapNote({ picture: { rows, hidden } }: { readonly picture: Picture }) {
  const { update } = usePage();
  const placed = useMemo(() => placedCount(rows), [rows]);
  const allHidden = useMemo(() => !hidden.includes(0), [hidden]);
  const { projection } = rows.summary;
  if (placed === 0) return <p class="map-note">{projection.message}</p>;
  if (!allHidden) return null;
  return (
    <p class="map-note">
      Everything is left out by the legend.{' '}
      <button type="button" class="link" onClick={() => update({ hidden: [] })}>
        Show all
      </button>
    </p>
  );
}

function useLabel({ rows, colouring }: Picture): string {
  return useMemo(() => {
    const { axes } = rows.summary.projection;
    return (
      `Map of ${samplesText(rows.count)}, coloured by: ${colouring.title}. ` +
      `Across: ${axes[0]}. Up: ${axes[1]}. ` +
      'Arrow keys go to the nearest point in a direction, Space selects it, Enter opens its line.'
    );
  }, [rows, colouring]);
}
