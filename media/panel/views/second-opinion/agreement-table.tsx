import type { Opinion } from '../../../../server/own-feature-protocol.ts';
import { countText } from '../../model/words.ts';

/** Who flags how many samples. */
export function AgreementTable({ opinion }: { readonly opinion: Opinion }) {
  const { title, both, geometryOnly, opinionOnly, neither } = opinion;
  return (
    <table class="opinion-table">
      <caption class="unseen">Samples by whether the geometry and {title} flag them</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{title}: flagged</th>
          <th scope="col">not flagged</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Geometry: flagged</th>
          <td data-agree>{countText(both)}</td>
          <td>{countText(geometryOnly)}</td>
        </tr>
        <tr>
          <th scope="row">not flagged</th>
          <td>{countText(opinionOnly)}</td>
          <td data-agree>{countText(neither)}</td>
        </tr>
      </tbody>
    </table>
  );
}
