import { describe, expect, test } from 'vitest';
import {
  fedNodes,
  fedShares,
  harmClassOf,
  neighboursOf,
  radiusOf,
  startingCosine,
  strongestCosine,
  visibleEdges,
} from '../../../../../media/panel/model/graph.ts';
import { placeAfter } from '../../../../../media/panel/model/graph-moves.ts';
import {
  cosineText,
  nodeCaption,
  strengthWords,
} from '../../../../../media/panel/model/graph-text.ts';
import type { MapNode } from '../../../../../server/map-work-protocol.ts';

function latent(id: string, values: Partial<MapNode> = {}): MapNode {
  return { id, kind: 'latent', title: id, harm: 0, firingRate: 0.002, fed: null, ...values };
}
const money: MapNode = {
  id: 'money',
  kind: 'feature',
  title: 'Risky financial advice',
  harm: null,
  firingRate: null,
  fed: null,
};
const edges = [
  { from: 'latent:1', to: 'money', cosine: 0.31 },
  { from: 'latent:2', to: 'money', cosine: -0.4 },
  { from: 'latent:1', to: 'latent:2', cosine: 0.1 },
];

describe('edges', () => {
  test('are kept by their distance from 0, the strongest last', () => {
    expect(visibleEdges(edges, 0.2).map(({ cosine }) => cosine)).toEqual([0.31, -0.4]);
    expect(strongestCosine(edges)).toBe(0.4);
    expect(strongestCosine([])).toBe(0);
  });

  test('begin with about twice as many as there are nodes', () => {
    expect(startingCosine(edges, 1)).toBe(0.31);
    expect(startingCosine(edges, 3)).toBe(0.1);
    expect(startingCosine([], 3)).toBe(0);
  });

  test('make neighbours of both ends, strongest first', () => {
    const neighbours = neighboursOf(edges);
    expect(neighbours.get('money')).toEqual([
      { id: 'latent:2', cosine: -0.4 },
      { id: 'latent:1', cosine: 0.31 },
    ]);
    expect(neighbours.get('latent:1')?.map(({ id }) => id)).toEqual(['money', 'latent:2']);
    expect(neighbours.get('nobody')).toBeUndefined();
  });
});

describe('nodes', () => {
  test('have a class by how selective they are for harm', () => {
    const classes = [-3, 0, 2, 5, null].map((harm) => harmClassOf(latent('x', { harm })));
    expect(classes).toEqual(['aligned', 'neutral', 'leaning', 'harmful', 'unknown']);
    expect(harmClassOf(money)).toBe('feature');
  });

  test('grow with the logarithm of the firing rate, within bounds', () => {
    const radii = [0, 1e-6, 1e-4, 1e-3, 0.1, 1].map((firingRate) =>
      radiusOf(latent('x', { firingRate })),
    );
    expect(radii.map((radius) => Number(radius.toFixed(9)))).toEqual([4, 4, 4, 6, 10, 10]);
  });

  test('that the sample feeds are compared with the strongest of their kind', () => {
    const nodes = [
      latent('latent:1', { fed: 1 }),
      { ...money, fed: 0.2 },
      latent('latent:2', { fed: 4 }),
      latent('latent:3', { fed: 0 }),
      latent('latent:4', { fed: 0.1 }),
    ];
    expect(fedNodes(nodes).map(({ id }) => id)).toEqual([
      'money',
      'latent:2',
      'latent:1',
      'latent:4',
    ]);
    expect([...fedShares(nodes)]).toEqual([
      ['latent:1', 0.25],
      ['money', 1],
      ['latent:2', 1],
    ]);
  });
});

describe('a caption', () => {
  const titles = new Map([['money', 'Risky financial advice']]);

  test('says how often a latent is active and what it is near', () => {
    const node = latent('latent:1', { title: '“guaranteed returns”', harm: 8 });
    expect(nodeCaption(node, [{ id: 'money', cosine: 0.31 }], titles)).toBe(
      '“guaranteed returns” — more active in harmful answers, active at 0.2 % of ordinary tokens; ' +
        'cosine 0.31 to Risky financial advice.',
    );
  });

  test('says how the sample feeds it, and when it has no line', () => {
    expect(nodeCaption({ ...money, fed: -0.1234 }, [], titles)).toBe(
      'Risky financial advice — harmful feature; this sample’s cosine to it is −0.12; ' +
        'no line at this least cosine.',
    );
    expect(nodeCaption(latent('latent:1', { fed: 2.5 }), [], titles)).toContain(
      'this sample makes it active (2.50)',
    );
  });

  test('counts the neighbours that it does not name', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, cosine: 0.2 }));
    expect(nodeCaption(money, many, titles)).toContain('0.20 to c and 2 more.');
  });

  test('of a list says the strength alone', () => {
    expect(strengthWords(latent('latent:1', { fed: 0.5 }))).toBe('activation 0.50');
    expect(strengthWords({ ...money, fed: 0.3 })).toBe('cosine 0.30');
  });

  test('has a true minus sign, and none for what is nearly 0', () => {
    expect([-0.314, -0.001, 0.2].map(cosineText)).toEqual(['−0.31', '0.00', '0.20']);
  });
});

describe('keys', () => {
  const places = [
    { id: 'middle', x: 0, y: 0 },
    { id: 'right', x: 10, y: 1 },
    { id: 'far right', x: 30, y: 0 },
    { id: 'below', x: 1, y: 10 },
    { id: 'far left', x: -50, y: 20 },
  ];

  test('lead to the nearest node in a direction', () => {
    expect(placeAfter('ArrowRight', 'middle', places)).toBe('right');
    expect(placeAfter('ArrowDown', 'middle', places)).toBe('below');
    expect(placeAfter('ArrowLeft', 'middle', places)).toBe('far left');
    expect(placeAfter('ArrowUp', 'middle', places)).toBeNull();
  });

  test('lead to both ends of the list, and nowhere from a node that is gone', () => {
    expect(placeAfter('Home', 'below', places)).toBe('middle');
    expect(placeAfter('End', 'below', places)).toBe('far left');
    expect(placeAfter('ArrowDown', 'gone', places)).toBeNull();
    expect(placeAfter('x', 'middle', places)).toBeNull();
  });
});
