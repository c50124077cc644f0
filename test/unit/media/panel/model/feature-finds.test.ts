import { describe, expect, test } from 'vitest';
import {
  binCounts,
  nearestFeatures,
  nearestRows,
} from '../../../../../media/panel/model/feature-finds.ts';
import type { MapNode } from '../../../../../server/map-work-protocol.ts';

describe('the rows nearest to a feature', () => {
  test('are the greatest cosines, in order, without those that have none', () => {
    const cosines = Float32Array.of(0.1, Number.NaN, 0.5, -0.2, 0.3);
    expect(nearestRows(cosines, 3)).toEqual([2, 4, 0]);
    expect(nearestRows(cosines, 9)).toEqual([2, 4, 0, 3]);
  });

  test('keep the first of equal ones', () => {
    expect(nearestRows(Float32Array.of(0.5, 0.5, 0.5), 2)).toEqual([0, 1]);
    expect(nearestRows(new Float32Array(), 2)).toEqual([]);
  });
});

test('cosines are counted in bins, with both ends', () => {
  const counts = binCounts(Float32Array.of(-1, 1, 0, 0.04, Number.NaN));
  expect(counts).toHaveLength(40);
  expect([counts[0], counts[20], counts[39]]).toEqual([1, 2, 1]);
});

test('features are near by their directions, whichever way an edge is written', () => {
  const node = (id: string, kind: MapNode['kind']): MapNode => {
    return { id, kind, title: id.toUpperCase(), harm: null, firingRate: null, fed: null };
  };
  const nodes = [node('a', 'feature'), node('b', 'feature'), node('c', 'feature')];
  const edges = [
    { from: 'a', to: 'b', cosine: 0.2 },
    { from: 'c', to: 'a', cosine: 0.6 },
    { from: 'a', to: 'latent:1', cosine: 0.9 },
    { from: 'b', to: 'c', cosine: 0.8 },
  ];
  const graph = { nodes: [...nodes, node('latent:1', 'latent')], edges };
  expect(nearestFeatures(graph, 'a', 5)).toEqual([
    { id: 'c', title: 'C', cosine: 0.6 },
    { id: 'b', title: 'B', cosine: 0.2 },
  ]);
  expect(nearestFeatures(graph, 'a', 1)).toHaveLength(1);
});
