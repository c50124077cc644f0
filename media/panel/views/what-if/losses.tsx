import type { MapLoss, MapWhatIf } from '../../../../server/map-work-protocol.ts';
import { lossRows, sharePercent } from '../../model/what-if-text.ts';
import { countText } from '../../model/words.ts';

/** How many rows of a kind are shown at once. */
const shownRows = 8;

/** The share of each topic and format that would be removed. */
export function Losses({ result }: { readonly result: MapWhatIf }) {
  return (
    <section class="what-if-losses">
      <h3>What is lost</h3>
      <Kind title="Topics" kind="topic" result={result} none="No topic loses a sample." />
      <Kind title="Formats" kind="format" result={result} none="No format loses a sample." />
    </section>
  );
}

function Kind({
  title,
  kind,
  result,
  none,
}: {
  readonly title: string;
  readonly kind: MapLoss['kind'];
  readonly result: MapWhatIf;
  readonly none: string;
}) {
  const rows = lossRows(result.lost, kind);
  const more = rows.slice(shownRows);
  return (
    <>
      <h4>{title}</h4>
      {rows.length === 0 ? <p class="what-if-note">{none}</p> : null}
      <Bars rows={rows.slice(0, shownRows)} />
      {more.length === 0 ? null : (
        <details>
          <summary>{countText(more.length)} more that lose a smaller share</summary>
          <Bars rows={more} />
        </details>
      )}
    </>
  );
}

function Bars({ rows }: { readonly rows: readonly (MapLoss & { readonly share: number })[] }) {
  return (
    <ul class="what-if-rows">
      {rows.map(({ name, samples, removed, share }) => (
        <li key={name}>
          <div class="what-if-row-head">
            <span>{name}</span>
            <span class="what-if-values">
              {countText(removed)} of {countText(samples)} ({sharePercent(removed, samples)})
            </span>
          </div>
          <svg width="100%" height="8" aria-hidden="true">
            <rect class="what-if-track" width="100%" height="8" />
            <rect class="what-if-share" width={`${100 * share}%`} height="8" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
