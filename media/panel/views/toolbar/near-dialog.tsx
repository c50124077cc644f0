import { useId, useMemo, useState } from 'preact/hooks';
import { samplesText } from '../../model/words.ts';
import { useColumn, usePage } from '../../page-context.tsx';
import { usePicture } from '../../picture-context.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FeatureOptions } from './look-choices.tsx';

/** Selects the samples whose cosine to a feature is at or above a value. */
export function NearDialog({ close }: { readonly close: () => void }) {
  const { summary, state, select, announce } = usePage();
  const { colourBy } = state;
  const first = colourBy.kind === 'feature' ? colourBy.id : (summary?.features[0]?.id ?? '');
  const [featureId, setFeatureId] = useState(first);
  const [least, setLeast] = useState('0.3');
  const found = useNear(featureId, Number(least));
  const ids = { feature: useId(), least: useId() };
  const submit = (event: Event) => {
    event.preventDefault();
    if (found === null) return;
    select(found, 'replace');
    announce(`${samplesText(found.length)} selected.`);
    close();
  };
  return (
    <Dialog title="Select by nearness to a feature" close={close}>
      <form class="fields" onSubmit={submit}>
        <label for={ids.feature}>Feature</label>
        <select
          id={ids.feature}
          value={featureId}
          onChange={({ currentTarget }) => setFeatureId(currentTarget.value)}
        >
          <FeatureOptions />
        </select>
        <label for={ids.least}>Cosine at or above</label>
        <input
          id={ids.least}
          type="number"
          min={-1}
          max={1}
          step={0.01}
          required
          value={least}
          onInput={({ currentTarget }) => setLeast(currentTarget.value)}
        />
        <p class="fields-note soft" role="status">
          {found === null
            ? 'The cosines are on their way.'
            : `${samplesText(found.length)} of those that are shown.`}
        </p>
        <div class="fields-buttons">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={found === null || found.length === 0}>
            Select
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function useNear(featureId: string, least: number): number[] | null {
  const picture = usePicture();
  const cosines = useColumn(featureId);
  return useMemo(() => {
    if (picture === null || cosines === null) return null;
    const found: number[] = [];
    for (let row = 0; row < cosines.length; row++) {
      if ((cosines[row] ?? Number.NaN) >= least && picture.hidden[row] !== 1) found.push(row);
    }
    return found;
  }, [picture, cosines, least]);
}
