import { describe, expect, it } from 'vitest';
import { VectorRows } from '../../../../server/core/own-features/feature-cosines.ts';
import { leastCosine, nearnessAt } from '../../../../server/core/own-features/nearness.ts';
import { featureCosine, toUnit } from '../../../../server/core/own-features/unit-rows.ts';
import { createRandom } from '../../../../server/core/map/random.ts';

const width = 37;
const random = createRandom(7);
const rows = Array.from({ length: 23 }, (_, row) =>
  Int8Array.from({ length: width }, () => (row === 5 ? 0 : Math.floor(254 * random()) - 127)),
);
const direction = toUnit(Float64Array.from({ length: width }, () => random() - 0.5));

describe('VectorRows', () => {
  it.each([
    [0, 23, 4096],
    [3, 4, 4096],
    [8, 22, 10],
    [0, 23, 7],
  ])('have the cosines of single samples to the last bit, from %i to %i', (start, end, size) => {
    if (direction === null) throw new Error('The direction is none.');
    const out = new Float64Array(rows.length).fill(NaN);
    const known = new VectorRows(width, size);
    for (const values of rows) known.add(values);
    expect(known.count).toBe(rows.length);
    known.cosines(Float64Array.from(direction), start, end, out);
    rows.forEach((values, row) => {
      const wanted = featureCosine({ scale: 0.3, values }, direction);
      expect(out[row]).toBe(row >= start && row < end ? wanted : NaN);
    });
  });
});

describe('leastCosine', () => {
  const calibration = { cosines: [0, 0.1, 0.3], shares: [0.5, 0.9, 0.99], tailScale: 0.05 };

  it.each([0, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.995, 1])(
    'is below every sample that reaches a threshold of %d',
    (threshold) => {
      const feature = { calibration, threshold };
      for (let cosine = -1; cosine <= 1; cosine += 0.001) {
        if (nearnessAt(feature, cosine).reaches) {
          expect(cosine).toBeGreaterThanOrEqual(leastCosine(feature));
        }
      }
    },
  );
});
