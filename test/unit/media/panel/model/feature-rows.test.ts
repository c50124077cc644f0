import { expect, test } from 'vitest';
import {
  cosineRange,
  differenceWords,
  flaggedRows,
  sortFeatures,
} from '../../../../../media/panel/model/feature-rows.ts';
import { rowFlags, type MapFeature } from '../../../../../server/map-protocol.ts';

function feature(id: string, values: Partial<MapFeature>): MapFeature {
  return {
    id,
    title: id,
    description: '',
    examples: [],
    page: null,
    enabled: true,
    meanCosine: 0,
    ordinaryCosine: 0,
    flagged: 0,
    own: false,
    ...values,
  };
}

const features = [
  feature('b', { flagged: 2, meanCosine: 0.1, ordinaryCosine: 0.05 }),
  feature('a', { flagged: 2, meanCosine: 0.2, ordinaryCosine: 0.3 }),
  feature('c', { flagged: 9, meanCosine: Number.NaN }),
];

test('features are sorted by what is asked for, and by name where that is equal', () => {
  const names = (order: 'flagged' | 'difference' | 'name'): string =>
    sortFeatures(features, order)
      .map(({ id }) => id)
      .join('');
  expect(names('flagged')).toBe('cab');
  expect(names('difference')).toBe('bac');
  expect(names('name')).toBe('abc');
  expect(features.map(({ id }) => id).join('')).toBe('bac');
});

test('the difference to ordinary text is said in words', () => {
  expect(features.map(differenceWords)).toEqual([
    'Nearer than ordinary text by 0.05.',
    'Farther than ordinary text by 0.10.',
    'Not known before samples are scored.',
  ]);
  expect(differenceWords(feature('d', { meanCosine: 0.004 }))).toBe('As near as ordinary text.');
});

test('all bars share a range that holds every mark and 0', () => {
  const [low, high] = cosineRange(features);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0.3);
  expect(cosineRange([])).toEqual([-0.05, 0.05]);
});

test('flagged rows of a feature are those that lie nearest to it', () => {
  const rows = {
    count: 4,
    flags: Uint8Array.of(rowFlags.flagged, rowFlags.scored, rowFlags.flagged, rowFlags.flagged),
    nearest: Uint8Array.of(1, 1, 0, 1),
  };
  expect(flaggedRows(rows, 1)).toEqual([0, 3]);
  expect(flaggedRows(rows, 2)).toEqual([]);
});
