import { riskAt, type Histogram } from '../../model/histogram.ts';
import { amount, riskPercent, whole } from '../../model/threshold-text.ts';

/** The numbers of the picture. */
export function BinTable({ histogram: { bins } }: { readonly histogram: Histogram }) {
  return (
    <details class="histogram-table">
      <summary>The numbers as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Riskier than, of ordinary samples</th>
            <th scope="col">Samples</th>
            <th scope="col">If all were ordinary</th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ from, to, samples, expected }, index) => (
            <tr key={from}>
              <th scope="row">
                {index + 1 === bins.length
                  ? `${riskPercent(riskAt(from))} or more`
                  : `${riskPercent(riskAt(from))} to ${riskPercent(riskAt(to))}`}
              </th>
              <td>{whole(samples)}</td>
              <td>{amount(expected)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
