import { useId } from 'preact/hooks';
import type { MapEdge } from '../../../../server/map-work-protocol.ts';
import { startingCosine, strongestCosine } from '../../model/graph.ts';

/** The least cosine that edges are drawn from: what was chosen, as far as there are such edges. */
export function leastOf(chosen: number | null, edges: readonly MapEdge[], nodes: number): number {
  return Math.min(chosen ?? startingCosine(edges, nodes), strongestCosine(edges));
}

/** Chooses how near two directions must be for a line between them. */
export function LeastCosine({
  edges,
  value,
  shown,
  onChange,
}: {
  readonly edges: readonly MapEdge[];
  readonly value: number;
  readonly shown: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  if (edges.length === 0) return <p class="superposition-note">No two directions lie near.</p>;
  const lines = `${shown.toLocaleString('en-US')} of ${edges.length.toLocaleString('en-US')} lines`;
  return (
    <div class="superposition-least">
      <label for={id}>Least cosine of a line</label>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.ceil(100 * strongestCosine(edges)) / 100}
        step={0.01}
        value={value}
        aria-valuetext={`${value.toFixed(2)}: ${lines}`}
        onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
      <span aria-hidden="true">
        {value.toFixed(2)}: {lines}
      </span>
    </div>
  );
}
