import { Directions } from './directions.ts';
import { createRandom, type Random } from './random.ts';
import { addScaled, inverseNorm } from './vector-maths.ts';
import { VectorTable } from './vector-table.ts';

const mostRounds = 30;

export interface Clustering {
  /** Unit vectors, each [width]. */
  readonly centres: readonly Float32Array[];
  /**
   * How well clusters are apart, -1..1: the mean over rows of `(b - a) / max(a, b)`, where `a` is the cosine
   * distance to the own centre and `b` that to the nearest other. 0 for one cluster.
   */
  readonly silhouette: number;
}

/**
 * Spherical k-means: rows go to the centre of the largest cosine, centres are the mean directions of their rows,
 * until nothing changes. Deterministic: the seeds come from a generator whose state starts at `count`.
 *
 * @param rows rows of the table that have a vector.
 */
export function sphericalMeans(
  table: VectorTable,
  rows: ArrayLike<number>,
  count: number,
): Clustering {
  const some = rowsOf(table, rows);
  let centres = seeds(some, count, createRandom(count));
  let labels = new Uint16Array(some.rows).fill(count);
  for (let round = 0; round < mostRounds; round += 1) {
    const next = assign(some, centres);
    const same = next.every((label, row) => label === labels[row]);
    labels = next;
    if (same) break;
    centres = means(some, labels, centres);
  }
  return { centres, silhouette: silhouette(some, centres) };
}

function rowsOf(table: VectorTable, rows: ArrayLike<number>): VectorTable {
  const some = VectorTable.empty(rows.length, table.width);
  for (let i = 0; i < rows.length; i += 1) {
    some.set(i, { scale: 1, values: table.bytes(rows[i] ?? 0) });
  }
  return some;
}

/** k-means++: each next seed is drawn by its distance (1 - cosine) to the seeds that there are. */
function seeds(table: VectorTable, count: number, random: Random): Float32Array[] {
  const nearest = new Float64Array(table.rows).fill(1);
  const chosen: Float32Array[] = [];
  while (chosen.length < count) {
    const seed = table.toUnit(draw(nearest, random));
    chosen.push(seed);
    table.cosinesTo(seed).forEach((cosine, row) => {
      const distance = Math.max(0, 1 - cosine);
      nearest[row] = chosen.length === 1 ? distance : Math.min(nearest[row] ?? 0, distance);
    });
  }
  return chosen;
}

/** An index with a chance in proportion to its weight. */
function draw(weights: Float64Array, random: Random): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = random() * total;
  for (let i = 0; i < weights.length; i += 1) {
    left -= weights[i] ?? 0;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

function assign(table: VectorTable, centres: readonly Float32Array[]): Uint16Array<ArrayBuffer> {
  const cosines = table.cosines(Directions.of(centres, table.width));
  const labels = new Uint16Array(table.rows);
  for (let row = 0; row < table.rows; row += 1) {
    let best = 0;
    for (let j = 1; j < centres.length; j += 1) {
      const at = row * centres.length;
      if ((cosines[at + j] ?? 0) > (cosines[at + best] ?? 0)) best = j;
    }
    labels[row] = best;
  }
  return labels;
}

/** A centre that lost all its rows stays where it is. */
function means(
  table: VectorTable,
  labels: Uint16Array,
  centres: readonly Float32Array[],
): Float32Array[] {
  const sums = centres.map(() => new Float64Array(table.width));
  for (let row = 0; row < table.rows; row += 1) {
    const sum = sums[labels[row] ?? 0];
    if (sum !== undefined) addScaled(sum, table.bytes(row), table.inverseNorms[row] ?? 0);
  }
  return sums.map((sum, j) => {
    const factor = inverseNorm(sum);
    return factor > 0
      ? Float32Array.from(sum, (value) => value * factor)
      : (centres[j] ?? new Float32Array(table.width));
  });
}

function silhouette(table: VectorTable, centres: readonly Float32Array[]): number {
  if (centres.length < 2 || table.rows === 0) return 0;
  const cosines = table.cosines(Directions.of(centres, table.width));
  let sum = 0;
  for (let row = 0; row < table.rows; row += 1) {
    const at = row * centres.length;
    const [first = 0, second = 0] = cosines
      .slice(at, at + centres.length)
      .sort()
      .reverse();
    const [own, other] = [1 - first, 1 - second];
    sum += other > 1e-6 ? (other - own) / other : 0;
  }
  return sum / table.rows;
}
