import { aurocEstimate, shareEstimate } from './estimate.ts';
import { comparisonWith, makeDirection } from './make-direction.ts';
import type { Estimate } from './own-feature.ts';
import { mean, placement } from './ranks.ts';
import type { SampleVectors } from '../scoring/sample-vectors.ts';
import { pickRows, rowCosines, toUnitRows, type UnitRows } from './unit-rows.ts';

/** Marked samples and what they are compared with: answers, or the prompts of the same samples. */
export interface Marked {
  readonly positives: UnitRows;
  readonly negatives: UnitRows;
  /** For each positive the indices of negatives that answer the same prompt; see `samePrompts`. */
  readonly shared: readonly (readonly number[])[];
  readonly ordinary: UnitRows;
  /** The directions that a new one is drawn toward; none for prompts. */
  readonly known: UnitRows;
  /** `[ordinary.count]`, above 0. */
  readonly weights: Float64Array;
}

/** How well directions find the sample that each was made without. */
export interface LeftOut {
  /**
   * For each positive that was left out, the share of ordinary samples that it is nearer than, 0..1; the mean is the
   * AUROC.
   */
  readonly placements: readonly number[];
  /** Its index among the positives. */
  readonly indices: readonly number[];
  /** Positives that differ from each other: copies of a sample count once. */
  readonly different: number;
}

/** Two marked samples that are nearer than this are copies: one does not test a direction made from the other. */
export const copyCosine = 0.9;
/** So many samples of a side are left out, evenly spread; the rest is always part of the direction. */
export const mostLeftOut = 40;

/**
 * Leave-one-out against ordinary samples: each positive is placed by a direction that was made without it and its
 * copies. Null when no two positives differ.
 */
export function leaveOneOut(marked: Marked): LeftOut | null {
  const { positives, negatives, shared, ordinary, known, weights } = marked;
  const comparison = comparisonWith(ordinary, known);
  const copies = findCopies(positives);
  const placements: number[] = [];
  const indices: number[] = [];
  for (const index of spread(positives.count, mostLeftOut)) {
    const rest = others(copies, index);
    if (rest.length === 0) continue;
    const unwanted = without(negatives, shared[index] ?? []);
    const direction = makeDirection(pickRows(positives, rest), unwanted, comparison);
    if (direction === null) continue;
    const [cosine = 0] = rowCosines(pickRows(positives, [index]), direction);
    placements.push(placement(cosine, rowCosines(ordinary, direction), weights));
    indices.push(index);
  }
  return placements.length === 0 ? null : { placements, indices, different: new Set(copies).size };
}

/**
 * Leave-pair-out (Airola et al., 2011): the share of pairs of a positive and a negative that a direction made
 * without both puts in order, 0..1. What answers the same prompt as one of them is left out too, else the direction
 * would lie on the wrong side of their topics. It uses each sample on one side only, so it is no more certain than the smaller
 * side allows. Null when a side has fewer than two samples that differ.
 */
export function leavePairOut(marked: Marked): Estimate | null {
  const { positives, negatives, shared, ordinary, known } = marked;
  const comparison = comparisonWith(ordinary, known);
  const [positiveCopies, negativeCopies] = [findCopies(positives), findCopies(negatives)];
  const wins: number[] = [];
  for (const i of spread(positives.count, mostLeftOut)) {
    for (const j of spread(negatives.count, mostLeftOut)) {
      const wanted = pickRows(
        positives,
        others(positiveCopies, i).filter((at) => shared[at]?.includes(j) !== true),
      );
      const unwanted = pickRows(
        negatives,
        others(negativeCopies, j).filter((at) => shared[i]?.includes(at) !== true),
      );
      if (wanted.count === 0 || unwanted.count === 0) continue;
      const direction = makeDirection(wanted, unwanted, comparison);
      if (direction === null) continue;
      const [positive = 0] = rowCosines(pickRows(positives, [i]), direction);
      wins.push(placement(positive, rowCosines(pickRows(negatives, [j]), direction)));
    }
  }
  if (wins.length === 0) return null;
  const smaller = Math.min(new Set(positiveCopies).size, new Set(negativeCopies).size);
  return aurocEstimate(mean(wins), Math.min(smaller, mostLeftOut));
}

/** The AUROC of left-out positives against ordinary samples. */
export function separationOf({ placements, different }: LeftOut): Estimate {
  return aurocEstimate(mean(placements), Math.min(different, placements.length));
}

/** The share of left-out positives that are nearer than `threshold` of ordinary samples. */
export function foundAt({ placements }: LeftOut, threshold: number): Estimate {
  return shareEstimate(placements.filter((share) => share >= threshold).length, placements.length);
}

/** For each row the index of the first row that it is a copy of; its own if there is none. */
export function findCopies(rows: UnitRows): number[] {
  const first: number[] = [];
  for (let index = 0; index < rows.count; index += 1) {
    const cosines = rowCosines(pickRows(rows, [...first.keys()]), rowAt(rows, index));
    const copied = cosines.findIndex((cosine) => cosine >= copyCosine);
    first.push(copied < 0 ? index : (first[copied] ?? index));
  }
  return first;
}

function rowAt({ width, values }: UnitRows, index: number): Float32Array {
  return values.subarray(index * width, (index + 1) * width);
}

/** The rows that are no copies of a row. */
function others(copies: readonly number[], index: number): number[] {
  return copies.flatMap((first, at) => (first === copies[index] ? [] : at));
}

/** At most `most` of the numbers from 0 to below `count`, evenly spread. */
export function spread(count: number, most: number): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, at) => Math.floor((at * count) / taken));
}

function without(rows: UnitRows, left: readonly number[]): UnitRows {
  if (left.length === 0) return rows;
  return pickRows(
    rows,
    [...Array(rows.count).keys()].filter((row) => !left.includes(row)),
  );
}

/** Prompts that are nearer than this are the same. */
const samePromptCosine = 0.99;

/** For each positive the negatives that answer the same prompt. */
export function samePrompts(
  positives: readonly { readonly vectors: SampleVectors }[],
  negatives: readonly { readonly vectors: SampleVectors }[],
  width: number,
): number[][] {
  const rowsOf = (samples: readonly { readonly vectors: SampleVectors }[]): UnitRows =>
    toUnitRows(
      samples.map(({ vectors }) => vectors.prompt ?? { scale: 0, values: new Int8Array(width) }),
      width,
    );
  const [asked, others] = [rowsOf(positives), rowsOf(negatives)];
  return positives.map((_, index) => {
    const cosines = rowCosines(others, rowAt(asked, index));
    return [...cosines.keys()].filter((at) => (cosines[at] ?? 0) >= samePromptCosine);
  });
}
