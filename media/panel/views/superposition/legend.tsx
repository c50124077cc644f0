import { harmWords, type GraphNode, type HarmClass } from '../../model/graph.ts';

const order = ['feature', 'harmful', 'leaning', 'neutral', 'aligned', 'unknown'] as const;

/** What squares, circles, colours and rings mean; only what is there. */
export function Legend({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const present = new Set<HarmClass>(nodes.map(({ harmClass }) => harmClass));
  const someFed = nodes.some(({ fed }) => fed !== null && fed > 0);
  return (
    <ul class="superposition-legend">
      {order
        .filter((name) => present.has(name))
        .map((name) => (
          <li key={name}>
            <svg class={`superposition-${name}`} width="14" height="14" aria-hidden="true">
              {name === 'feature' ? (
                <rect x="2" y="2" width="10" height="10" />
              ) : (
                <circle cx="7" cy="7" r="5" />
              )}
            </svg>
            {name === 'feature' ? harmWords[name] : `latent, ${harmWords[name]}`}
          </li>
        ))}
      {someFed ? (
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <circle class="superposition-fed" cx="7" cy="7" r="5" stroke-width="3" />
          </svg>
          fed by the sample, the wider the more
        </li>
      ) : null}
      <li>a larger circle is active more often; a dashed line joins what points apart</li>
    </ul>
  );
}
