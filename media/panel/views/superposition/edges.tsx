import type { MapEdge } from '../../../../server/map-work-protocol.ts';
import type { Place } from '../../model/graph-moves.ts';

/** Lines between directions: wider and stronger the nearer, dashed where they point apart. */
export function Edges({
  edges,
  places,
  active,
}: {
  readonly edges: readonly MapEdge[];
  readonly places: ReadonlyMap<string, Place>;
  readonly active: string | null;
}) {
  return (
    <g class="superposition-edges" aria-hidden="true">
      {edges.map(({ from, to, cosine }) => {
        const [start, end] = [places.get(from), places.get(to)];
        if (start === undefined || end === undefined) return null;
        const size = Math.abs(cosine);
        const touched = active === null || from === active || to === active;
        return (
          <line
            key={`${from} ${to}`}
            class={cosine < 0 ? 'superposition-apart' : ''}
            x1={start.x}
            y1={start.y}
            x2={end.x}
            y2={end.y}
            stroke-width={0.5 + 5 * size}
            stroke-opacity={
              touched ? (active === null ? 0.1 + 0.7 * size : 0.35 + 0.65 * size) : 0.06
            }
          />
        );
      })}
    </g>
  );
}
