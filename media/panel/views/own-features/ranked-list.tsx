import { useMemo } from 'preact/hooks';
import type { OwnRanked } from '../../../../server/own-feature-protocol.ts';
import { percentText } from '../../model/own-words.ts';
import { rowSentence } from '../../model/sample-words.ts';
import { rowsOf } from '../../model/selection.ts';
import { usePage } from '../../page-context.tsx';

/** Samples in their order; a click puts the map and the details on one. */
export function RankedList({
  samples,
  label,
}: {
  readonly samples: readonly OwnRanked[];
  readonly label: string;
}) {
  const { rows, uris, names } = usePage();
  const goTo = useGoTo();
  const places = useMemo(
    () => samples.map(({ id }) => (rows === null ? undefined : rowsOf(rows, [id])[0])),
    [samples, rows],
  );
  return (
    <ol class="own-samples" aria-label={label}>
      {samples.map(({ id, uri, line, percentile, excerpt }, index) => (
        <li key={id}>
          <button
            type="button"
            class="own-sample"
            disabled={places[index] === undefined}
            onClick={() => goTo(places[index])}
          >
            <span class="own-line">
              {uris.length > 1 && `${names[uris.indexOf(uri)] ?? ''} `}
              <span class="unseen">line </span>
              {line + 1}
            </span>
            <span class="own-excerpt">{excerpt}</span>
            <span class="soft own-number" title="Nearer than so many ordinary samples">
              {percentText(percentile)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Puts the map and the details on a row, and says what is there. */
export function useGoTo(): (row: number | undefined) => void {
  const { rows, selection, focus, announce } = usePage();
  return (row) => {
    if (rows === null || row === undefined) return;
    focus(row);
    announce(rowSentence(rows, row, selection.has(row)));
  };
}
