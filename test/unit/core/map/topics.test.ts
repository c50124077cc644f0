import { describe, expect, it } from 'vitest';
import { sphericalMeans } from '../../../../server/core/map/spherical-means.ts';
import { findTopics, labelRows, noTopic } from '../../../../server/core/map/topics.ts';
import { clusteredTable, inOrder, tableOf } from './some-vectors.ts';

describe('findTopics', () => {
  it('finds the clusters that there are, the largest first', () => {
    const table = clusteredTable(200, 24, 5, 0.3);
    for (let row = 0; row < 30; row += 5) table.set(row, null);
    const topics = findTopics(table, inOrder(200));
    expect(topics.centres).toHaveLength(5);
    expect(Array.from(topics.sizes)).toEqual([40, 40, 40, 40, 34]);
    for (let row = 0; row < 195; row += 1) {
      const expected = row % 5 === 0 && row < 30 ? noTopic : topics.labels[(row % 5) + 30];
      expect(topics.labels[row]).toBe(expected);
    }
    topics.typical.forEach((row, topic) => expect(topics.labels[row]).toBe(topic));
  });

  it('names a topic by the row that is nearest to its centre', () => {
    const topics = findTopics(tableOf([[9, 4], null, [9, 3], [9, 0]], 2), inOrder(4));
    expect(topics.centres).toHaveLength(1);
    expect(Array.from(topics.typical)).toEqual([2]);
    expect(Array.from(topics.labels)).toEqual([0, noTopic, 0, 0]);
  });

  it('is defined for no row, equal rows and missing rows', () => {
    expect(findTopics(tableOf([], 3), []).centres).toEqual([]);
    expect(Array.from(findTopics(tableOf([null, null], 3), [0, 1]).labels)).toEqual([
      noTopic,
      noTopic,
    ]);
    const equal = findTopics(
      tableOf(
        Array.from({ length: 50 }, () => [1, 2, 3]),
        3,
      ),
      inOrder(50),
    );
    expect(Array.from(equal.sizes)).toEqual([50]);
  });

  it('gives the same topics every time, and labels a row alone as it labels all', () => {
    const table = clusteredTable(120, 16, 4, 0.5);
    const topics = findTopics(table, inOrder(120));
    expect(findTopics(table, inOrder(120))).toEqual(topics);
    const labels = new Uint8Array(120).fill(77);
    labelRows(topics, table, 60, 61, labels);
    expect([labels[59], labels[60], labels[61]]).toEqual([77, topics.labels[60], 77]);
  });
});

describe('sphericalMeans', () => {
  it('comes to centres that are known by hand', () => {
    const table = tableOf(
      [
        [3, 4],
        [4, 3],
        [-3, -4],
        [-4, -3],
      ],
      2,
    );
    const { centres, silhouette } = sphericalMeans(table, inOrder(4), 2);
    const sorted = centres
      .map((centre) => Array.from(centre))
      .sort((a, b) => (b[0] ?? 0) - (a[0] ?? 0));
    const half = Math.SQRT1_2;
    expect(sorted).toEqual([
      [expect.closeTo(half, 5), expect.closeTo(half, 5)],
      [expect.closeTo(-half, 5), expect.closeTo(-half, 5)],
    ]);
    // The cosine to the own centre is 7 / (5 sqrt 2), to the other minus that.
    const cosine = 7 / (5 * Math.SQRT2);
    expect(silhouette).toBeCloseTo(1 - (1 - cosine) / (1 + cosine), 4);
  });
});
