import { harmWords, type GraphNode, type Neighbour } from '../../model/graph.ts';
import { cosineText, rateText } from '../../model/graph-text.ts';

/** Everything in the graph as a table. */
export function NodeTable({
  nodes,
  neighbours,
  titles,
}: {
  readonly nodes: readonly GraphNode[];
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>;
  readonly titles: ReadonlyMap<string, string>;
}) {
  return (
    <details class="superposition-table">
      <summary>All {nodes.length.toLocaleString('en-US')} nodes as a table</summary>
      <div class="superposition-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">What it is</th>
              <th scope="col">Active at</th>
              <th scope="col">Fed</th>
              <th scope="col">Nearest</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map((node) => (
              <tr key={node.id}>
                <th scope="row">{node.title}</th>
                <td>{harmWords[node.harmClass]}</td>
                <td>{node.firingRate === null ? '' : rateText(node.firingRate)}</td>
                <td>{node.fed === null ? '' : cosineText(node.fed)}</td>
                <td>
                  {(neighbours.get(node.id) ?? [])
                    .slice(0, 3)
                    .map(({ id, cosine }) => `${titles.get(id) ?? id} (${cosineText(cosine)})`)
                    .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
