import type { MapNode } from '../../../server/map-work-protocol.ts';
import { harmWords, harmClassOf, type Neighbour } from './graph.ts';

/** How many neighbours a caption names. */
const namedNeighbours = 3;

/** A node and its nearest neighbours in one sentence, as a caption. */
export function nodeCaption(
  node: MapNode,
  neighbours: readonly Neighbour[],
  titles: ReadonlyMap<string, string>,
): string {
  const near = neighbours
    .slice(0, namedNeighbours)
    .map(({ id, cosine }) => `${cosineText(cosine)} to ${titles.get(id) ?? id}`);
  const more = neighbours.length - near.length;
  const parts = [
    nodeWords(node),
    near.length === 0 ? 'no line at this least cosine' : `cosine ${near.join(', ')}`,
  ];
  return `${node.title} — ${parts.filter((part) => part !== '').join('; ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

/** What is known of a node alone: how often it is active, what it is selective for, how the sample feeds it. */
function nodeWords(node: MapNode): string {
  const parts = [harmWords[harmClassOf(node)]];
  if (node.firingRate !== null)
    parts.push(`active at ${rateText(node.firingRate)} of ordinary tokens`);
  const fed = fedWords(node);
  return fed === null ? parts.join(', ') : `${parts.join(', ')}; ${fed}`;
}

/** How the sample feeds a node; null when it does not. */
function fedWords({ kind, fed }: Pick<MapNode, 'kind' | 'fed'>): string | null {
  if (fed === null || (kind === 'latent' && fed <= 0)) return null;
  return kind === 'latent'
    ? `this sample makes it active (${fed.toFixed(2)})`
    : `this sample’s cosine to it is ${cosineText(fed)}`;
}

/** How the sample feeds a node, as the end of a list's entry. */
export function strengthWords({ kind, fed }: Pick<MapNode, 'kind' | 'fed'>): string {
  const strength = fed ?? 0;
  return kind === 'latent' ? `activation ${strength.toFixed(2)}` : `cosine ${cosineText(strength)}`;
}

/** With a true minus sign. */
export function cosineText(cosine: number): string {
  return cosine.toFixed(2).replace(/^-/, '−').replace('−0.00', '0.00');
}

/** `0.2 %`: a share of tokens with two significant digits. */
export function rateText(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
