import { useMemo } from 'preact/hooks';
import { rowFlags } from '../../../../server/map-protocol.ts';
import type { Rows } from '../../model/rows.ts';
import { countText, samplesText } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';

/** What was said last, and how much there is. */
export function StatusLine() {
  const { said, rows, trouble } = usePage();
  return (
    <footer class="status">
      <p role="status" class="status-said" title={said}>
        {said}
      </p>
      {rows !== null && trouble !== null && <p class="status-trouble">{trouble}</p>}
      {rows !== null && <Counts rows={rows} />}
    </footer>
  );
}

function Counts({ rows }: { readonly rows: Rows }) {
  const { summary } = usePage();
  const flagged = useMemo(() => {
    let count = 0;
    for (const bits of rows.flags) if ((bits & rowFlags.flagged) !== 0) count++;
    return count;
  }, [rows]);
  const files = summary?.files ?? [];
  const waiting = files.reduce((sum, file) => sum + file.waiting, 0);
  const samples = files.reduce((sum, file) => sum + file.samples, 0);
  return (
    <p class="status-counts soft">
      {waiting > 0 && (
        <>
          <progress value={samples - waiting} max={samples} aria-label="Scoring the samples" />
          {countText(waiting)} of {countText(samples)} wait for their score ·{' '}
        </>
      )}
      {samplesText(rows.count)} · {countText(flagged)} flagged
    </p>
  );
}
