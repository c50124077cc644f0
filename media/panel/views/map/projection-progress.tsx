import { sentenceOf, shareText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';

/** How far the projection is that is computed in the background, above the one that is shown meanwhile. */
export function ProjectionProgress() {
  const { state, summary, source, uris, announce, refresh } = usePage();
  const progress = summary?.projection.progress ?? null;
  // Other projections are there before one could read that they are on their way.
  if (progress === null || state.projection.kind !== 'umap') return null;
  const cancel = async () => {
    try {
      await source.request('cancel', { uris });
      refresh();
    } catch (error) {
      announce(sentenceOf(error));
    }
  };
  return (
    <div class="map-progress">
      <span>Making the map</span>
      <progress value={progress} aria-label="Making the map" />
      <span class="map-percent">{shareText(Math.round(progress * 100) / 100)}</span>
      <button type="button" onClick={() => void cancel()}>
        Cancel
      </button>
    </div>
  );
}
