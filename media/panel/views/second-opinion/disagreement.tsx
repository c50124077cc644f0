import type { OwnRanked } from '../../../../server/own-feature-protocol.ts';
import { rowsOf } from '../../model/selection.ts';
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
  const { rows, select, announce } = usePage();
  if (samples.length === 0) return <p class="soft">{title}: no sample.</p>;
  const selectAll = (): void => {
    if (rows === null) return;
    const found = rowsOf(
      rows,
      samples.map(({ id }) => id),
    );
    select(found, 'replace');
    announce(`Selected ${samplesText(found.length)}: ${title}.`);
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
