import type { Calibration } from '../pack/pack.ts';
import { shareBelow } from '../scoring/calibration.ts';
import { dequantise, type QuantisedVector } from '../scoring/sample-vectors.ts';
import { calibrate } from './calibrate.ts';
import type { FeatureSpace } from './fit-feature.ts';
import { spread } from './leave-out.ts';
import { cholesky, solveLower, type SquareMatrix } from './linear-algebra.ts';

/** A sample that somebody knows to be fine. */
export interface OwnOrdinary {
  readonly contentHash: string;
  /** Its `z`. */
  readonly answer: QuantisedVector;
}

/**
 * The space of a pack with one's own ordinary samples in its reference. With `z` of the pack, `mean` and the
 * covariance `lower lower'` of both together, a sample lies at `lower^-1 (z - mean)`, and a direction `d` at
 * `lower^-1 d`, by its norm: what is usual in one's own data weighs less.
 */
export interface OwnReference {
  readonly width: number;
  /** Samples that joined. */
  readonly samples: number;
  /** `[width]` */
  readonly mean: Float64Array;
  /** `[width, width]`, a lower triangle. */
  readonly lower: SquareMatrix;
  /** The pack's directions there, of norm 1: the risk, then the features. */
  readonly directions: readonly Float64Array[];
  /** How ordinary samples, the pack's and one's own, lie along each of them. */
  readonly calibrations: readonly Calibration[];
  /** For each own sample the share of ordinary ones below its risk, 0..1: by the pack, and by a reference without it. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * What the pack's reference counts beside own samples: in mean and covariance as so many rows, because a covariance of
 * this width needs thousands; in percentiles as so many, so that 200 own samples count as much as all of the pack's.
 */
export interface ReferenceWeights {
  readonly moments: number;
  readonly percentiles: number;
}

export const defaultWeights: ReferenceWeights = { moments: 2500, percentiles: 200 };

/** Own samples are placed by references that were made without their part. */
const parts = 5;
/** Fewer are refused: they say nothing about a share of one in a hundred. */
export const leastOwn = 20;
const rowsAtOnce = 16;
/** Rows of the pack that place own samples while they are left out; all of them count in the end. */
const placingRows = 1000;

/**
 * Joins own ordinary samples to a pack's reference. It takes a few seconds, in steps of some milliseconds, so that a
 * caller can let other work in between.
 * @param own at least `leastOwn` samples, each content once, of the pack's width.
 */
export function* joinReference(
  own: readonly OwnOrdinary[],
  space: FeatureSpace,
  weights: ReferenceWeights = defaultWeights,
): Generator<void, OwnReference | null> {
  const sorted = [...own].sort((a, b) => (a.contentHash < b.contentHash ? -1 : 1));
  const rows = sorted.map(({ answer }) => dequantise(answer));
  const partOf = sorted.map(
    ({ contentHash }) => Number.parseInt(contentHash.slice(0, 8), 16) % parts,
  );
  const pack = packRows(space);
  const few = spread(pack.length, placingRows).flatMap((row) => pack[row] ?? []);
  const after = new Array<number>(rows.length).fill(0);
  const ownCosines: number[][] = rows.map(() => []);
  for (let part = 0; part < parts; part += 1) {
    const inside = [...rows.keys()].filter((row) => partOf[row] === part);
    if (inside.length === 0) continue;
    const rest = rows.filter((_, row) => partOf[row] !== part);
    const moved = yield* mix(rest, space, weights.moments);
    if (moved === null) return null;
    for (const row of inside) ownCosines[row] = cosinesIn(moved, rows[row] ?? new Float64Array(0));
    const risks = yield* cosinesOf(moved, few, 1);
    const restRisks = yield* cosinesOf(moved, rest, 1);
    const calibration = calibrateBoth(risks[0] ?? [], restRisks[0] ?? [], weights.percentiles);
    for (const row of inside) after[row] = shareBelow(calibration, ownCosines[row]?.[0] ?? 0);
  }
  const whole = yield* mix(rows, space, weights.moments);
  if (whole === null) return null;
  const count = whole.directions.length;
  const packCosines = yield* cosinesOf(whole, pack, count);
  const calibrations = packCosines.map((cosines, k) =>
    calibrateBoth(
      cosines,
      ownCosines.map((all) => all[k] ?? 0),
      weights.percentiles,
    ),
  );
  return { ...whole, samples: rows.length, calibrations, before: sharesBefore(rows, space), after };
}

/** The cosines of a sample to the directions of a reference, -1..1: the risk, then the features. */
export function ownReferenceCosines(reference: Moved, answer: QuantisedVector): number[] {
  return cosinesIn(reference, dequantise(answer));
}

/** A direction of the pack's whitened space in that of a reference, of norm 1. */
export function moveDirection({ lower, width }: Moved, direction: ArrayLike<number>): Float64Array {
  const moved = solveLower(lower, width, Float64Array.from(direction));
  const norm = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  return moved.map((value) => value / norm);
}

type Moved = Pick<OwnReference, 'width' | 'mean' | 'lower' | 'directions'>;

/**
 * Mean and covariance of the pack's rows (0 and the identity, by the meaning of whitening) and own rows together:
 * `mean = n m / (N + n)`, `covariance = (N I + sum of z z') / (N + n) - mean mean'`.
 */
function* mix(
  rows: readonly Float64Array[],
  space: FeatureSpace,
  weight: number,
): Generator<void, Moved | null> {
  const { width } = space.ordinary.answers;
  const total = weight + rows.length;
  const mean = new Float64Array(width);
  const covariance = new Float64Array(width * width);
  for (const [index, row] of rows.entries()) {
    if (index % rowsAtOnce === 0) yield;
    for (let i = 0; i < width; i += 1) {
      const value = row[i] ?? 0;
      mean[i] = (mean[i] ?? 0) + value / total;
      const at = i * width;
      for (let j = 0; j <= i; j += 1) {
        covariance[at + j] = (covariance[at + j] ?? 0) + (value * (row[j] ?? 0)) / total;
      }
    }
  }
  for (let i = 0; i < width; i += 1) {
    const at = i * width;
    covariance[at + i] = (covariance[at + i] ?? 0) + weight / total;
    for (let j = 0; j <= i; j += 1) {
      covariance[at + j] = (covariance[at + j] ?? 0) - (mean[i] ?? 0) * (mean[j] ?? 0);
    }
  }
  const lower = yield* cholesky(covariance, width);
  if (lower === null) return null;
  const moved = { width, mean, lower, directions: [] };
  const count = space.directions.length / width;
  const directions = Array.from({ length: count }, (_, k) =>
    moveDirection(moved, space.directions.subarray(k * width, (k + 1) * width)),
  );
  return { ...moved, directions };
}

function cosinesIn({ width, mean, lower, directions }: Moved, row: Float64Array): number[] {
  const moved = solveLower(
    lower,
    width,
    row.map((value, i) => value - (mean[i] ?? 0)),
  );
  const norm = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  return directions.map((direction) => {
    if (norm === 0) return 0;
    const dot = direction.reduce((sum, value, i) => sum + value * (moved[i] ?? 0), 0);
    return Math.min(1, Math.max(-1, dot / norm));
  });
}

/** `[count][rows]`: the cosines of rows to the first directions of a reference. */
function* cosinesOf(
  moved: Moved,
  rows: readonly Float64Array[],
  count: number,
): Generator<void, number[][]> {
  const found = Array.from({ length: count }, (): number[] => []);
  const few = { ...moved, directions: moved.directions.slice(0, count) };
  for (let row = 0; row < rows.length; row += 1) {
    cosinesIn(few, rows[row] ?? new Float64Array(0)).forEach((cosine, k) => found[k]?.push(cosine));
    if (row % rowsAtOnce === 0) yield;
  }
  return found;
}

/** Own rows together count as `n` and the pack's as `packCount`, however many there are. */
function calibrateBoth(
  pack: readonly number[],
  own: readonly number[],
  packCount: number,
): Calibration {
  const weights = [...pack.map(() => packCount / pack.length), ...own.map(() => 1)];
  return calibrate([...pack, ...own], weights);
}

function packRows({ ordinary: { answers, norms } }: FeatureSpace): Float64Array[] {
  const { width, values } = answers;
  return Array.from(norms, (norm, row) =>
    Float64Array.from(values.subarray(row * width, (row + 1) * width), (value) => value * norm),
  );
}

/** The shares of own rows below their risk by the pack's rows alone. */
function sharesBefore(rows: readonly Float64Array[], space: FeatureSpace): number[] {
  const { answers, weights } = space.ordinary;
  const { width } = answers;
  const risk = Float64Array.from(space.directions.subarray(0, width));
  const cosineTo = (row: Float64Array): number => {
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    return norm === 0 ? 0 : row.reduce((sum, value, i) => sum + value * (risk[i] ?? 0), 0) / norm;
  };
  const calibration = calibrate(packRows(space).map(cosineTo), weights);
  return rows.map((row) => shareBelow(calibration, cosineTo(row)));
}

/** Runs a generator to its end at once. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
