import { expect, test } from 'vitest';
import { graphNodes } from '../../../../../../media/panel/model/graph.ts';
import {
  fitPlaces,
  layOut,
} from '../../../../../../media/panel/views/superposition/graph-layout.ts';
import type { MapEdge, MapNode } from '../../../../../../server/map-work-protocol.ts';

const nodes: MapNode[] = [];
const edges: MapEdge[] = [];
for (let feature = 0; feature < 6; feature += 1) {
  const id = `feature-${feature}`;
  nodes.push({ id, kind: 'feature', title: id, harm: null, firingRate: null, fed: null });
}
for (let latent = 0; latent < 40; latent += 1) {
  const id = `latent:${latent}`;
  nodes.push({ id, kind: 'latent', title: id, harm: 0, firingRate: 0.01, fed: null });
  edges.push({ from: id, to: `feature-${latent % 6}`, cosine: 0.3 });
}

test('places lie within the picture and apart from each other', () => {
  const { places, height } = fitPlaces(layOut(graphNodes(nodes), edges), 400);
  expect(height).toBe(360);
  expect(places.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
  for (const { x, y } of places) {
    expect(x).toBeGreaterThanOrEqual(15.9);
    expect(x).toBeLessThanOrEqual(384.1);
    expect(y).toBeGreaterThanOrEqual(15.9);
    expect(y).toBeLessThanOrEqual(height - 15.9);
  }
  const distances = places.flatMap((a, index) =>
    places.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)),
  );
  expect(Math.min(...distances)).toBeGreaterThan(4);
});

test('the same graph has the same places', () => {
  const first = layOut(graphNodes(nodes), edges);
  expect(layOut(graphNodes(nodes), edges)).toEqual(first);
});

test('a latent lies nearer to its feature than to others', () => {
  const places = new Map(layOut(graphNodes(nodes), edges).map((at) => [at.id, at]));
  const distance = (one: string, other: string): number => {
    const [a, b] = [places.get(one), places.get(other)];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : Number.NaN;
  };
  for (let latent = 0; latent < 40; latent += 1) {
    const own = distance(`latent:${latent}`, `feature-${latent % 6}`);
    expect(own).toBeLessThan(distance(`latent:${latent}`, `feature-${(latent + 3) % 6}`));
  }
});

test('edges to nodes that are not there are left out, and no node or one is no error', () => {
  expect(fitPlaces(layOut([], []), 300)).toEqual({ places: [], height: 300 });
  const alone = graphNodes(nodes.slice(0, 1));
  const stray = [{ from: 'feature-0', to: 'gone', cosine: 0.5 }];
  const { places, height } = fitPlaces(layOut(alone, stray), 300);
  expect(height).toBe(300);
  expect(places).toEqual([{ id: 'feature-0', x: 150, y: 150 }]);
});
