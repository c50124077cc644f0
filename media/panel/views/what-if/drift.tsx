import type { MapWhatIf } from '../../../../server/map-work-protocol.ts';
import {
  driftRange,
  driftRows,
  driftWords,
  fine,
  type DriftRow,
} from '../../model/what-if-text.ts';
import { countText } from '../../model/words.ts';

/** The drift toward the risk and each feature: now, after removal, and after as many random removals. */
export function Drift({ result }: { readonly result: MapWhatIf }) {
  const rows = driftRows(result.drift);
  const range = driftRange(result.drift);
  const shown = rows.filter(({ id, change }) => id === 'risk' || change !== 'chance');
  const rest = rows.filter((row) => !shown.includes(row));
  return (
    <section class="what-if-drift">
      <h3>Drift of the data</h3>
      <Key draws={result.draws} />
      <Rows rows={shown} range={range} />
      {rest.length === 0 ? null : (
        <details>
          <summary>
            {countText(rest.length)} {shown.some(({ id }) => id !== 'risk') ? 'more ' : ''}
            {rest.length === 1 ? 'feature that changes' : 'features that change'} no more than by
            chance
          </summary>
          <Rows rows={rest} range={range} />
        </details>
      )}
    </section>
  );
}

function Rows({
  rows,
  range,
}: {
  readonly rows: readonly DriftRow[];
  readonly range: readonly [low: number, high: number];
}) {
  return (
    <ul class="what-if-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <div class="what-if-row-head" aria-hidden="true">
            <span>{row.title}</span>
            <span class="what-if-values">
              {fine(row.now)} → {fine(row.after)}
            </span>
          </div>
          <Dumbbell row={row} range={range} />
        </li>
      ))}
    </ul>
  );
}

function Dumbbell({
  row,
  range: [low, high],
}: {
  readonly row: DriftRow;
  readonly range: readonly [low: number, high: number];
}) {
  const x = (value: number): string => `${(100 * (value - low)) / (high - low)}%`;
  const { now, after, random } = row;
  const [mean, randomLow, randomHigh] = random;
  return (
    <svg
      class={`what-if-dumbbell what-if-${row.change}`}
      width="100%"
      height="20"
      role="img"
      aria-label={driftWords(row)}
    >
      <line class="what-if-axis" x1="0" x2="100%" y1="10" y2="10" />
      {low < 0 && high > 0 ? (
        <line class="what-if-zero" x1={x(0)} x2={x(0)} y1="4" y2="16" />
      ) : null}
      <line class="what-if-interval" x1={x(randomLow)} x2={x(randomHigh)} y1="10" y2="10" />
      <line class="what-if-mean" x1={x(mean)} x2={x(mean)} y1="3" y2="17" />
      <line class="what-if-change" x1={x(now)} x2={x(after)} y1="10" y2="10" />
      <circle class="what-if-now" cx={x(now)} cy="10" r="4" />
      <circle class="what-if-after" cx={x(after)} cy="10" r="5" />
    </svg>
  );
}

function Key({ draws }: { readonly draws: number }) {
  return (
    <ul class="what-if-key" aria-hidden="true">
      <li>
        <svg width="12" height="12">
          <circle class="what-if-now" cx="6" cy="6" r="4" />
        </svg>
        now
      </li>
      <li>
        <svg class="what-if-falls" width="12" height="12">
          <circle class="what-if-after" cx="6" cy="6" r="5" />
        </svg>
        falls,
        <svg class="what-if-rises" width="12" height="12">
          <circle class="what-if-after" cx="6" cy="6" r="5" />
        </svg>
        rises by more than chance
      </li>
      <li>
        <svg width="20" height="12">
          <line class="what-if-interval" x1="0" x2="20" y1="6" y2="6" />
          <line class="what-if-mean" x1="10" x2="10" y1="0" y2="12" />
        </svg>
        as many at random (mean and middle 95 % of {countText(draws)} draws)
      </li>
    </ul>
  );
}
