import { describe, expect, it } from 'vitest';
import { harmPlane, heightIn } from '../../../../server/core/map/harm-plane.ts';
import { principalAxes } from '../../../../server/core/map/principal-axes.ts';
import { createRandom, randomNormal } from '../../../../server/core/map/random.ts';
import { dot } from '../../../../server/core/map/vector-maths.ts';

const width = 12;
const features = 5;

function unit(values: readonly number[]): number[] {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** The direction of risk and features, [1 + features, width]. */
function someDirections(seed: number): { rows: number[][]; packed: Float32Array } {
  const random = createRandom(seed);
  const rows = Array.from({ length: 1 + features }, () =>
    unit(Array.from({ length: width }, () => randomNormal(random))),
  );
  return { rows, packed: Float32Array.from(rows.flat()) };
}

/** What the features differ in beside the risk, as directions at right angles to it. */
function besideRisk(rows: readonly number[][]): number[][] {
  const [risk = [], ...others] = rows;
  return others.map((row) => row.map((value, i) => value - dot(row, risk) * (risk[i] ?? 0)));
}

/** The covariance [width, width] of rows. */
function covarianceOf(rows: readonly number[][]): Float64Array {
  const mean = Array.from({ length: width }, (_, i) =>
    rows.reduce((sum, row) => sum + (row[i] ?? 0) / rows.length, 0),
  );
  const product = (i: number, j: number) =>
    rows.reduce(
      (sum, row) => sum + ((row[i] ?? 0) - (mean[i] ?? 0)) * ((row[j] ?? 0) - (mean[j] ?? 0)),
      0,
    );
  return Float64Array.from({ length: width * width }, (_, at) =>
    product(Math.floor(at / width), at % width),
  );
}

describe('harmPlane', () => {
  it.each([1, 2, 3])('goes up the main axis of the features beside the risk (seed %i)', (seed) => {
    const { rows, packed } = someDirections(seed);
    const plane = harmPlane(packed, width);
    const axis = rows[0]?.map((_, i) =>
      rows.reduce((sum, row, at) => sum + (plane.weights[at] ?? 0) * (row[i] ?? 0), 0),
    );
    const { axes, variances } = principalAxes(covarianceOf(besideRisk(rows)), width, features);
    const [main] = axes;
    expect(dot(axis ?? [], axis ?? [])).toBeCloseTo(1, 5);
    expect(Math.abs(dot(axis ?? [], main ?? []))).toBeCloseTo(1, 5);
    expect(dot(axis ?? [], rows[0] ?? [])).toBeCloseTo(0, 5);
    const total = variances.reduce((sum, value) => sum + value, 0);
    expect(plane.explained).toBeCloseTo((variances[0] ?? 0) / total, 5);
  });

  it('names the features that lie at its ends', () => {
    const { rows, packed } = someDirections(4);
    const plane = harmPlane(packed, width);
    const heights = rows.slice(1).map((row) =>
      heightIn(
        plane,
        rows.map((other) => dot(row, other)),
      ),
    );
    expect(heights[plane.ends?.top ?? -1]).toBe(Math.max(...heights));
    expect(heights[plane.ends?.bottom ?? -1]).toBe(Math.min(...heights));
  });

  it('has no way up when the features do not differ, or when there is one', () => {
    const { rows } = someDirections(5);
    const [risk = [], feature = []] = rows;
    const plane = harmPlane(Float32Array.from([risk, feature, feature].flat()), width);
    expect(plane).toEqual({ weights: new Float64Array(3), ends: null, explained: 0 });
    expect(harmPlane(Float32Array.from([risk, feature].flat()), width).ends).toBeNull();
    expect(harmPlane(new Float32Array(), width).weights).toHaveLength(1);
  });
});

describe('heightIn', () => {
  it('has no place for a sample without cosines', () => {
    const { packed } = someDirections(6);
    expect(heightIn(harmPlane(packed, width), [])).toBeNaN();
  });
});
