import type { OwnRanked } from '../../../../server/own-feature-protocol.ts';
import { countText, samplesText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import { RankedList } from '../own-features/ranked-list.tsx';

/** What one of the two sees and the other does not, the clearest first. */
export function Disagreement({
  title,
  samples,
}: {
  readonly title: string;
  readonly samples: readonly OwnRanked[];
}) {
  const { rows, selectIds, announce } = usePage();
  if (samples.length === 0) return <p class="soft">{title}: no sample.</p>;
  const selectAll = (): void => {
    const found = selectIds(samples.map(({ id }) => id));
    announce(`Selected ${samplesText(found)}: ${title}.`);
  };
  return (
    <details open>
      <summary>
        {title} ({countText(samples.length)})
      </summary>
      <button type="button" class="link" disabled={rows === null} onClick={selectAll}>
        Select all<span class="unseen"> of {title}</span>
      </button>
      <RankedList samples={samples} label={title} />
    </details>
  );
}
