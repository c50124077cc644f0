import type { GraphNode } from '../../model/graph.ts';
import type { Place } from '../../model/graph-moves.ts';

interface Props {
  readonly node: GraphNode;
  readonly place: Place | undefined;
  /** In CSS pixels. */
  readonly radius: number;
  /** How strongly the sample feeds it, 0..1; null when it does not. */
  readonly fed: number | null;
  readonly dim: boolean;
  readonly active: boolean;
  readonly caption: string;
  readonly tabbable: boolean;
  readonly onPoint: () => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent & { readonly currentTarget: SVGGElement }) => void;
}

/** A feature as a square, a latent as a circle; a ring around what the sample feeds. */
export function NodeMark({
  node,
  place,
  radius,
  fed,
  dim,
  active,
  caption,
  tabbable,
  ...on
}: Props) {
  if (place === undefined) return null;
  const { harmClass } = node;
  const classes = [
    'superposition-node',
    `superposition-${harmClass}`,
    ...(dim ? ['superposition-dim'] : []),
    ...(active ? ['superposition-active'] : []),
  ];
  return (
    <g
      class={classes.join(' ')}
      transform={`translate(${place.x} ${place.y})`}
      role="img"
      aria-label={caption}
      tabIndex={tabbable ? 0 : -1}
      data-node={node.id}
      onPointerEnter={on.onPoint}
      onPointerDown={on.onPoint}
      onFocus={on.onFocus}
      onKeyDown={on.onKeyDown}
    >
      {fed === null ? null : (
        <circle class="superposition-fed" r={radius + 4} stroke-width={1 + 4 * fed} />
      )}
      {node.kind === 'feature' ? (
        <rect x={-radius + 1} y={-radius + 1} width={2 * radius - 2} height={2 * radius - 2} />
      ) : (
        <circle r={radius} />
      )}
    </g>
  );
}
