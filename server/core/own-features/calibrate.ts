import type { Calibration } from '../pack/pack.ts';
import { sortWeighted } from './ranks.ts';

/** The shares at which a calibration has its knots, as in packs. */
const knotShares = [
  0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99,
  0.995, 0.998,
];
/** Neighbouring knots are at least so far apart, and the tail is at least so long, as in packs. */
const leastStep = 1e-6;
const leastTail = 1e-3;

/**
 * How cosines to a direction are distributed over ordinary samples: their weighted quantiles at the shares that
 * packs use, and the mean excess beyond the last. It is computed as the pack builder computes that of a pack.
 * @param cosines of at least two ordinary samples, -1..1.
 * @param weights what each counts, above 0, as many as cosines.
 */
export function calibrate(cosines: ArrayLike<number>, weights: ArrayLike<number>): Calibration {
  const sorted = sortWeighted(cosines, weights);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const values = sorted.map(({ value }) => value);
  const shares: number[] = [];
  let passed = 0;
  for (const { weight } of sorted) {
    shares.push((passed + weight / 2) / total);
    passed += weight;
  }
  const knots: number[] = [];
  for (const share of knotShares) {
    const least = (knots.at(-1) ?? -1) + leastStep;
    knots.push(roundTo6(Math.max(least, interpolate(share, shares, values))));
  }
  const last = knots.at(-1) ?? 1;
  const above = sorted.filter(({ value }) => value > last);
  const weight = above.reduce((sum, each) => sum + each.weight, 0);
  const excess = above.reduce((sum, each) => sum + (each.value - last) * each.weight, 0);
  const tailScale = Math.max(leastTail, weight === 0 ? 0 : roundTo6(excess / weight));
  return { cosines: knots, shares: knotShares, tailScale, samples: values.length };
}

/** Linear between the points, constant beyond the first and the last; `at` ascends. */
function interpolate(x: number, at: readonly number[], values: readonly number[]): number {
  const right = at.findIndex((share) => share >= x);
  if (right < 0) return values.at(-1) ?? 0;
  const [to = 0, from = to] = [values[right], values[right - 1]];
  const [end = 0, start = end] = [at[right], at[right - 1]];
  return end === start ? to : from + ((to - from) * (x - start)) / (end - start);
}

function roundTo6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
