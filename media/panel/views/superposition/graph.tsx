import { useMemo, useState } from 'preact/hooks';
import type { MapEdge } from '../../../../server/map-work-protocol.ts';
import { placeLabels } from '../../model/graph-labels.ts';
import { fedShares, type GraphNode, type Neighbour } from '../../model/graph.ts';
import { placeAfter, type Place } from '../../model/graph-moves.ts';
import { nodeCaption } from '../../model/graph-text.ts';
import { useWidth } from '../use-width.ts';
import { Edges } from './edges.tsx';
import { fitPlaces, layOut } from './graph-layout.ts';
import { NodeMark } from './node-mark.tsx';

interface Props {
  readonly nodes: readonly GraphNode[];
  /** All edges: they decide the places. */
  readonly edges: readonly MapEdge[];
  /** The edges that are drawn. */
  readonly shown: readonly MapEdge[];
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>;
  readonly titles: ReadonlyMap<string, string>;
  readonly active: string | null;
  readonly onActive: (id: string | null) => void;
}

/** The graph. One tab stop: arrow keys go from node to node. */
export function Graph({ nodes, edges, shown, neighbours, titles, active, onActive }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(320);
  const laidOut = useMemo(() => layOut(nodes, edges), [nodes, edges]);
  const { places, height } = useMemo(() => fitPlaces(laidOut, width), [laidOut, width]);
  const at = useMemo(() => new Map(places.map((place) => [place.id, place])), [places]);
  // Where there is little room, nodes are smaller.
  const zoom = Math.min(1, Math.max(0.65, width / 420));
  const fed = useMemo(() => fedShares(nodes), [nodes]);
  const near = new Set((neighbours.get(active ?? '') ?? []).map(({ id }) => id));
  const labels = labelsOf(nodes, at, width, height, active, near, fed);
  const moves = useMoves(nodes, places, onActive);
  const isDim = (id: string): boolean => active !== null && id !== active && !near.has(id);
  return (
    <div class="superposition-graph" ref={ref}>
      <svg
        width={width}
        height={height}
        role="group"
        aria-label="Graph of features and latents"
        onPointerLeave={() => onActive(null)}
      >
        <Edges edges={shown} places={at} active={active} />
        {nodes.map((node) => (
          <NodeMark
            key={node.id}
            node={node}
            place={at.get(node.id)}
            radius={zoom * node.radius}
            fed={fed.get(node.id) ?? null}
            dim={isDim(node.id)}
            active={node.id === active}
            caption={nodeCaption(node, neighbours.get(node.id) ?? [], titles)}
            tabbable={node.id === moves.current}
            onPoint={() => onActive(node.id)}
            onFocus={() => moves.goTo(node.id)}
            onKeyDown={moves.onKeyDown}
          />
        ))}
        <g class="superposition-labels" aria-hidden="true">
          {labels.map(({ id, text, x, y }) => (
            <text key={id} x={x} y={y} class={isDim(id) ? 'superposition-dim' : ''}>
              {text}
            </text>
          ))}
        </g>
      </svg>
    </div>
  );
}

/** Which node the keyboard is on, and how it goes on from there. */
function useMoves(
  nodes: readonly GraphNode[],
  places: readonly Place[],
  onActive: (id: string | null) => void,
) {
  const [on, setOn] = useState<string | null>(null);
  const current = nodes.some(({ id }) => id === on) ? on : (nodes[0]?.id ?? null);
  return {
    current,
    goTo: (id: string): void => {
      setOn(id);
      onActive(id);
    },
    onKeyDown: (event: KeyboardEvent & { readonly currentTarget: SVGGElement }): void => {
      if (event.key === 'Escape') onActive(null);
      const next = current === null ? null : placeAfter(event.key, current, places);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      const marks =
        event.currentTarget.ownerSVGElement?.querySelectorAll<SVGGElement>('[data-node]');
      for (const mark of marks ?? []) if (mark.dataset['node'] === next) mark.focus();
    },
  };
}

/** Letters are 10 pixels high; see the style sheet. */
const text = { letter: 5.6, line: 12 } as const;

/** Labels of the active node and its neighbours first, then of what the sample feeds, then of features. */
function labelsOf(
  nodes: readonly GraphNode[],
  places: ReadonlyMap<string, Place>,
  width: number,
  height: number,
  active: string | null,
  near: ReadonlySet<string>,
  fed: ReadonlyMap<string, number>,
) {
  const placed = nodes.flatMap((node) => {
    const place = places.get(node.id);
    return place === undefined ? [] : [{ ...node, x: place.x, y: place.y }];
  });
  const rank = ({ id, kind }: GraphNode): number =>
    id === active ? 4 : near.has(id) ? 3 : kind === 'feature' ? 2 : (fed.get(id) ?? 0);
  const wanted = placed.filter((node) => rank(node) > 0).sort((a, b) => rank(b) - rank(a));
  // Labels may lie on latents that are not in question: there is no room beside all of them.
  const kept = placed.filter((node) => rank(node) >= 2);
  return placeLabels(wanted, kept, { width, height, ...text });
}
