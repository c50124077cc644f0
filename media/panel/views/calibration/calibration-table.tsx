import type { CalibrationRow } from '../../../../server/own-feature-protocol.ts';
import { rowInForce } from '../../model/calibration-curve.ts';
import { estimateParts, perThousandParts, type EstimateParts } from '../../model/own-words.ts';
import { riskPercent } from '../../model/threshold-text.ts';
import { countText } from '../../model/words.ts';

/** The numbers of the picture; the row in force is marked. */
export function CalibrationTable({
  rows,
  threshold,
}: {
  readonly rows: readonly CalibrationRow[];
  readonly threshold: number;
}) {
  const sorted = [...rows].sort((one, other) => one.threshold - other.threshold);
  const inForce = rowInForce(sorted, threshold);
  const hasLabels = rows.some(({ precision, recall }) => precision !== null || recall !== null);
  return (
    <div class="calibration-scroll" role="region" aria-label="Thresholds" tabIndex={0}>
      <table class="calibration-table">
        <thead>
          <tr>
            <th scope="col">Threshold</th>
            <th scope="col">Flagged</th>
            <th scope="col">False alarms in 1,000</th>
            {hasLabels && <th scope="col">Precision</th>}
            {hasLabels && <th scope="col">Recall</th>}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row, index) => (
            <tr key={row.threshold} aria-current={index === inForce ? 'true' : undefined}>
              <th scope="row">{riskPercent(row.threshold)}</th>
              <td>{countText(row.flagged)}</td>
              <Estimate parts={perThousandParts(row.falseAlarms)} />
              {hasLabels && <Estimate parts={estimateParts(row.precision)} />}
              {hasLabels && <Estimate parts={estimateParts(row.recall)} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A figure, with its interval below. */
function Estimate({ parts }: { readonly parts: EstimateParts | null }) {
  if (parts === null) return <td>unknown</td>;
  return (
    <td>
      {parts.value}{' '}
      <span class="calibration-interval">({parts.interval.replace(' to ', '–')})</span>
    </td>
  );
}
