import type { CalibrationRow } from '../../../../server/own-feature-protocol.ts';
import { rowInForce } from '../../model/calibration-curve.ts';
import { estimateText, perThousandText } from '../../model/own-words.ts';
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
            <th scope="col">Nearer than, of ordinary samples</th>
            <th scope="col">Lines flagged</th>
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
              <td>{perThousandText(row.falseAlarms)}</td>
              {hasLabels && <td>{row.precision === null ? '–' : estimateText(row.precision)}</td>}
              {hasLabels && <td>{row.recall === null ? '–' : estimateText(row.recall)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
