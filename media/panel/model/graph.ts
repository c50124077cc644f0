import type { MapEdge, MapNode } from '../../../server/map-work-protocol.ts';

/** A node with what is drawn of it. */
export interface GraphNode extends MapNode {
  readonly harmClass: HarmClass;
  /** CSS pixels where there is enough room. */
  readonly radius: number;
}

/** How selective a latent is for harm; a feature is `feature`. */
export type HarmClass = 'feature' | 'aligned' | 'neutral' | 'leaning' | 'harmful' | 'unknown';

/** Words of the legend. */
export const harmWords: Readonly<Record<HarmClass, string>> = {
  feature: 'harmful feature',
  aligned: 'more active in aligned answers',
  neutral: 'harmless-looking',
  leaning: 'leans to harmful answers',
  harmful: 'more active in harmful answers',
  unknown: 'not measured',
};

/**
 * The class of a latent by its paired t between harmful and aligned answers. Below 2 a difference is hardly
 * told from chance; there are thousands of latents, so 2 to 5 is called no more than a leaning.
 */
export function harmClassOf({ kind, harm }: Pick<MapNode, 'kind' | 'harm'>): HarmClass {
  if (kind === 'feature') return 'feature';
  if (harm === null) return 'unknown';
  if (harm <= -2) return 'aligned';
  if (harm < 2) return 'neutral';
  return harm < 5 ? 'leaning' : 'harmful';
}

/** The radius of a latent grows with the logarithm of its firing rate: 4 at 0.01 % or less, 10 at 10 % or more. */
export function radiusOf({ kind, firingRate }: Pick<MapNode, 'kind' | 'firingRate'>): number {
  if (kind === 'feature') return 7;
  if (firingRate === null || firingRate <= 0) return 4;
  return 4 + 2 * Math.min(3, Math.max(0, Math.log10(firingRate) + 4));
}

export function graphNodes(nodes: readonly MapNode[]): readonly GraphNode[] {
  return nodes.map((node) => ({
    ...node,
    harmClass: harmClassOf(node),
    radius: radiusOf(node),
  }));
}

/** Edges whose cosine is at least so far from 0, the strongest last, so that it is drawn on top. */
export function visibleEdges(edges: readonly MapEdge[], leastCosine: number): readonly MapEdge[] {
  return edges
    .filter(({ cosine }) => Math.abs(cosine) >= leastCosine)
    .sort((a, b) => Math.abs(a.cosine) - Math.abs(b.cosine));
}

/** The largest distance of a cosine from 0, at most 1; 0 without edges. */
export function strongestCosine(edges: readonly MapEdge[]): number {
  return edges.reduce((most, { cosine }) => Math.max(most, Math.abs(cosine)), 0);
}

/** A neighbour of a node. */
export interface Neighbour {
  readonly id: string;
  readonly cosine: number;
}

/** Neighbours of every node that has some, strongest first. */
export function neighboursOf(edges: readonly MapEdge[]): ReadonlyMap<string, readonly Neighbour[]> {
  const all = new Map<string, Neighbour[]>();
  const add = (from: string, id: string, cosine: number): void => {
    const list = all.get(from);
    if (list === undefined) all.set(from, [{ id, cosine }]);
    else list.push({ id, cosine });
  };
  for (const { from, to, cosine } of edges) {
    add(from, to, cosine);
    add(to, from, cosine);
  }
  for (const list of all.values()) list.sort((a, b) => Math.abs(b.cosine) - Math.abs(a.cosine));
  return all;
}

/** Nodes that the sample feeds: features by their cosine, then latents by their activation, strongest first. */
export function fedNodes<T extends MapNode>(nodes: readonly T[]): readonly T[] {
  const strength = ({ fed }: MapNode): number => fed ?? 0;
  const fed = nodes.filter((node) => strength(node) > 0);
  return fed.sort((a, b) => a.kind.localeCompare(b.kind, 'en') || strength(b) - strength(a));
}

/** What is fed less than this share of the strongest is not marked. */
const leastShare = 0.2;

/**
 * How strongly each node is fed, 0..1 of the strongest of its kind: a cosine and an activation cannot be compared.
 * Only what is fed enough to matter beside the strongest.
 */
export function fedShares(nodes: readonly MapNode[]): ReadonlyMap<string, number> {
  const most = { feature: 0, latent: 0 };
  for (const { kind, fed } of nodes) most[kind] = Math.max(most[kind], fed ?? 0);
  return new Map(
    nodes.flatMap(({ id, kind, fed }) =>
      fed !== null && fed > 0 && fed >= leastShare * most[kind]
        ? [[id, fed / most[kind]] as const]
        : [],
    ),
  );
}

/**
 * The least cosine to begin with: so that there are about twice as many edges as nodes, for more of them hide what
 * there is to see. 0..1, in hundredths.
 */
export function startingCosine(edges: readonly MapEdge[], nodes: number): number {
  const sizes = edges.map(({ cosine }) => Math.abs(cosine)).sort((a, b) => b - a);
  const least = sizes[2 * nodes - 1] ?? sizes.at(-1) ?? 0;
  return Math.floor(100 * least + 1e-9) / 100;
}
