import { namedThresholds } from '../../core/own-features/expected-rates.ts';

/** Besides the named ones; closer together where it matters. */
const others = [
  0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.96, 0.97, 0.98, 0.985, 0.9925, 0.995, 0.999, 0.9995,
];

/** The thresholds of the calibration page, ascending, with those that are in force. */
export function calibrationThresholds(...inForce: readonly number[]): number[] {
  const all = new Set([...others, ...Object.values(namedThresholds), ...inForce]);
  return [...all].filter((threshold) => threshold <= 1).sort((a, b) => a - b);
}
