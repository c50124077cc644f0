import { describe, expect, it } from 'vitest';
import { dequantise, quantise } from '../../../../server/core/scoring/sample-vectors.ts';

describe('quantise', () => {
  it('keeps every number within half a step', () => {
    const vector = [1.27, -0.634, 0.0049, 0];
    const { scale, values } = quantise(vector);
    expect(scale).toBeCloseTo(0.01, 8);
    expect([...values]).toEqual([127, -63, 0, 0]);
    const again = dequantise({ scale, values });
    vector.forEach((value, i) => {
      expect(Math.abs((again[i] ?? 0) - value)).toBeLessThanOrEqual(scale / 2 + 1e-9);
    });
  });

  it('keeps a vector of zeros', () => {
    expect(quantise([0, 0])).toEqual({ scale: 0, values: new Int8Array(2) });
  });
});
