import { namedThresholds } from './expected-rates.ts';

/** Besides the named ones; closer together where it matters. */
const others = [
  0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.96, 0.97, 0.98, 0.985, 0.9925, 0.995, 0.999, 0.9995,
];

/**
 * The thresholds, 0..1 and ascending, at which false alarms are counted when ordinary data is added, and shown on the
 * calibration page: one list, so that what is shown was counted.
 * @param inForce those in force, which are counted and shown too.
 */
export function calibrationThresholds(...inForce: readonly number[]): number[] {
  const all = new Set([...others, ...Object.values(namedThresholds), ...inForce]);
  return [...all].filter((threshold) => threshold <= 1).sort((a, b) => a - b);
}
