import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { GraphNode } from '../../model/graph.ts';
import type { Place } from '../../model/graph-moves.ts';
import type { MapEdge } from '../../../../server/map-work-protocol.ts';

/** Steps after which d3-force's own cooling has come to rest (alpha below 0.001). */
const steps = 300;

interface Body extends SimulationNodeDatum {
  readonly id: string;
  readonly node: GraphNode;
  x: number;
  y: number;
}

interface Spring {
  readonly source: string;
  readonly target: string;
  readonly strength: number;
}

/**
 * Places for the nodes of a graph, around (0, 0): features start on a circle, latents between the features that they
 * lie near, and forces run until they rest. The same graph gives the same places.
 */
export function layOut(nodes: readonly GraphNode[], edges: readonly MapEdge[]): readonly Place[] {
  const bodies = startingPlaces(nodes, edges);
  const known = new Set(nodes.map(({ id }) => id));
  const features = new Set(nodes.filter(isFeature).map(({ id }) => id));
  const springs = edges
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map(({ from, to, cosine }): Spring => ({
      source: from,
      target: to,
      // What points apart does not repel: only nearness pulls. Features are many and lie near each other, so they
      // pull each other little, or they would end on a heap without room for their names.
      strength: Math.max(0, cosine) * (features.has(from) && features.has(to) ? 0.1 : 1),
    }));
  forceSimulation(bodies)
    .force(
      'charge',
      forceManyBody<Body>().strength(({ node }) => (isFeature(node) ? -420 : -45)),
    )
    .force(
      'collide',
      forceCollide<Body>(({ node }) => node.radius + 5),
    )
    .force('x', forceX<Body>(0).strength(0.06))
    .force('y', forceY<Body>(0).strength(0.06))
    .force(
      'link',
      forceLink<Body, Spring>(springs)
        .id(({ id }) => id)
        .distance(({ strength }) => 30 + 60 * (1 - strength))
        .strength(({ strength }) => Math.min(1, strength)),
    )
    .stop()
    .tick(steps);
  return bodies.map(({ id, x, y }) => ({ id, x, y }));
}

/** Where the forces begin; nothing is random, and no two nodes begin at one place. */
function startingPlaces(nodes: readonly GraphNode[], edges: readonly MapEdge[]): Body[] {
  const features = nodes.filter(isFeature);
  const places = new Map(
    features.map(({ id }, index) => {
      const angle = (2 * Math.PI * index) / features.length;
      return [id, { x: 160 * Math.cos(angle), y: 160 * Math.sin(angle) }] as const;
    }),
  );
  return nodes.map((node, index): Body => {
    const at = places.get(node.id) ?? between(node.id, edges, places);
    // The golden angle spreads nodes that would begin at the same place.
    const angle = index * 2.399963;
    return { id: node.id, node, x: at.x + 8 * Math.cos(angle), y: at.y + 8 * Math.sin(angle) };
  });
}

function isFeature({ kind }: GraphNode): boolean {
  return kind === 'feature';
}

function between(
  id: string,
  edges: readonly MapEdge[],
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): { readonly x: number; readonly y: number } {
  const sum = { x: 0, y: 0, weight: 0 };
  for (const { from, to, cosine } of edges) {
    const place = from === id ? places.get(to) : to === id ? places.get(from) : undefined;
    if (place === undefined || cosine <= 0) continue;
    sum.x += cosine * place.x;
    sum.y += cosine * place.y;
    sum.weight += cosine;
  }
  return sum.weight === 0 ? { x: 0, y: 0 } : { x: sum.x / sum.weight, y: sum.y / sum.weight };
}

/** Space around the outermost nodes, in CSS pixels. */
const margin = 18;

/** Places on a picture that is so wide, and its height. The axes mean nothing, so each takes the room there is. */
export function fitPlaces(
  places: readonly Place[],
  width: number,
): { readonly places: readonly Place[]; readonly height: number } {
  const height = Math.round(Math.min(560, Math.max(300, 0.9 * width)));
  const horizontal = spanOf(places.map(({ x }) => x));
  const vertical = spanOf(places.map(({ y }) => y));
  const [across, down] = [
    (width - 2 * margin) / horizontal.size,
    (height - 2 * margin) / vertical.size,
  ];
  return {
    places: places.map(({ id, x, y }) => ({
      id,
      x: width / 2 + across * (x - horizontal.middle),
      y: height / 2 + down * (y - vertical.middle),
    })),
    height,
  };
}

function spanOf(values: readonly number[]): { readonly middle: number; readonly size: number } {
  if (values.length === 0) return { middle: 0, size: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { middle: (low + high) / 2, size: Math.max(1, high - low) };
}
