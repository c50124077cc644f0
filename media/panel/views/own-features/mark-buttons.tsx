import './marks.css';
import { useState } from 'preact/hooks';
import { inSentence } from '../../model/words.ts';
import { useOwn } from '../../own-context.tsx';
import type { MarkSign } from '../../own-work.ts';
import { usePage } from '../../page-context.tsx';

const buttons = [
  ['positive', 'More like this'],
  ['negative', 'Not like this'],
] as const;

/** Marks samples for the feature of one's own that marks go to; without one, a name is asked for. */
export function MarkButtons({
  marked,
  contentHash = null,
}: {
  readonly marked: Iterable<number>;
  /** Of a single sample, to show how it is marked. */
  readonly contentHash?: string | null;
}) {
  const own = useOwn();
  const [touched, setTouched] = useState<string | null>(null);
  if (own === null) return null;
  const features = own.answer.value?.features ?? [];
  const current = features.find(({ id }) => id === own.answer.value?.current);
  const example = current?.examples.find((each) => each.contentHash === contentHash);
  const mark = async (sign: MarkSign): Promise<void> => {
    setTouched(await own.mark(marked, sign));
  };
  return (
    <div class="marks">
      {buttons.map(([sign, label]) => {
        const isOn = contentHash === null ? undefined : example?.sign === sign;
        return (
          <button
            key={sign}
            type="button"
            aria-pressed={isOn}
            aria-disabled={own.busy}
            title={meaning(sign, current?.title)}
            onClick={() => void mark(isOn === true ? 'none' : sign)}
          >
            {label}
          </button>
        );
      })}
      {current !== undefined && contentHash !== null && (
        <span class="soft marks-feature">for “{inSentence(current.title)}”</span>
      )}
      {touched !== null && <ColourLink featureId={touched} />}
    </div>
  );
}

/** Offers to colour the map by a feature, as soon as the map knows it. */
function ColourLink({ featureId }: { readonly featureId: string }) {
  const { rows, state, update } = usePage();
  const feature = rows?.summary.features.find(({ id }) => id === featureId);
  const { colourBy } = state;
  if (feature === undefined || (colourBy.kind === 'feature' && colourBy.id === featureId)) {
    return null;
  }
  return (
    <button
      type="button"
      class="link"
      onClick={() => update({ colourBy: { kind: 'feature', id: featureId } })}
    >
      Colour the map by “{inSentence(feature.title)}”
    </button>
  );
}

function meaning(sign: 'positive' | 'negative', title: string | undefined): string {
  const what = title === undefined ? 'A new feature' : `“${title}”`;
  return sign === 'positive'
    ? `${what} is to find samples like this`
    : `${what} is not to find samples like this`;
}
