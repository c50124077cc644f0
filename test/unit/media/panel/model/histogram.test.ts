import { describe, expect, test } from 'vitest';
import {
  countFlagged,
  decidedRisks,
  deepestOf,
  depthOf,
  histogramOf,
  riskAt,
} from '../../../../../media/panel/model/histogram.ts';
import { rowFlags } from '../../../../../server/map-protocol.ts';

interface Sample {
  readonly risk: number;
  readonly flags?: number;
  readonly nearest?: number;
}

function rowsOf(samples: readonly Sample[]) {
  return {
    count: samples.length,
    risk: Float32Array.from(samples, ({ risk }) => risk),
    flags: Uint8Array.from(samples, ({ flags }) => flags ?? rowFlags.scored),
    nearest: Uint8Array.from(samples, ({ nearest }) => nearest ?? 0),
  };
}

const both = [{ enabled: true }, { enabled: true }];

describe('depth', () => {
  test('goes up by one for each nine', () => {
    expect([0, 0.9, 0.99, 0.999].map((risk) => Number(depthOf(risk).toFixed(9)))).toEqual([
      0, 1, 2, 3,
    ]);
    expect(riskAt(2)).toBeCloseTo(0.99, 12);
  });

  test('ends where the ordinary samples end', () => {
    expect([8081, 10_000, 500, 10_000_000, null].map(deepestOf)).toEqual([4, 4, 3, 6, 4]);
  });
});

describe('the histogram', () => {
  test('counts trained and scored samples by their depth', () => {
    const rows = rowsOf([
      { risk: 0 },
      { risk: 0.3 },
      { risk: 0.91 },
      { risk: 0.9999 },
      { risk: 1 },
      { risk: Number.NaN, flags: 0 },
      { risk: 0.9, flags: rowFlags.scored | rowFlags.untrained },
    ]);
    const { bins, samples } = histogramOf(rows, 3);
    expect(samples).toBe(5);
    expect(bins.flatMap((bin, index) => (bin.samples > 0 ? [[index, bin.samples]] : []))).toEqual([
      [0, 2],
      [5, 1],
      [14, 2],
    ]);
    expect(bins).toHaveLength(15);
  });

  test('expects of ordinary samples what their share is, and all of them together', () => {
    const rows = rowsOf(Array.from({ length: 1000 }, (_, index) => ({ risk: index / 1000 })));
    const { bins } = histogramOf(rows, 3);
    const sum = bins.reduce((all, { expected }) => all + expected, 0);
    expect(sum).toBeCloseTo(1000, 9);
    const firstDepth = bins.filter(({ to }) => to <= 1);
    expect(firstDepth.reduce((all, { expected }) => all + expected, 0)).toBeCloseTo(900, 9);
    for (const { samples, expected } of firstDepth) {
      expect(Math.abs(samples - expected)).toBeLessThanOrEqual(1);
    }
  });
});

describe('a threshold', () => {
  const rows = rowsOf([
    { risk: 0.99 },
    { risk: 0.5 },
    { risk: 0.995, nearest: 1 },
    { risk: 0.999, flags: rowFlags.scored | rowFlags.ignored },
    { risk: 0.999, flags: rowFlags.untrained },
    { risk: Number.NaN, flags: 0, nearest: 255 },
  ]);

  test('decides on samples that are neither ignored nor untrained', () => {
    expect([...decidedRisks(rows, both)]).toEqual([0.5, 0.99, 0.995].map(Math.fround));
  });

  test('does not decide on samples whose nearest feature is left out', () => {
    const risks = decidedRisks(rows, [{ enabled: true }, { enabled: false }]);
    expect([...risks]).toEqual([0.5, 0.99].map(Math.fround));
  });

  test('flags what is at or above it, a risk that was rounded on its way included', () => {
    const risks = decidedRisks(rows, both);
    expect([0, 0.5, 0.6, 0.99, 0.991, 0.995, 1].map((at) => countFlagged(risks, at))).toEqual([
      3, 3, 2, 2, 1, 1, 0,
    ]);
    expect(countFlagged(new Float32Array(), 0.5)).toBe(0);
  });
});
