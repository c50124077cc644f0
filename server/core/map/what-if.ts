import { createRandom, randomBelow, randomNormal, type Random } from './random.ts';

const defaultDraws = 1_000;
/** Samples that are read between two pauses. */
const pauseRows = 8_192;
/** Additions that drawing may take, about a second; above, draws come from the moments. */
const mostAdditions = 60_000_000;

export interface WhatIfInput {
  /** One column for each direction, each [samples]: cosines, -1..1; NaN without a score. */
  readonly cosines: readonly ArrayLike<number>[];
  /** [samples]: trained tokens. */
  readonly tokens: ArrayLike<number>;
  /** Indices of the samples to remove, each once. */
  readonly removed: ArrayLike<number>;
  /** 1,000 unless said otherwise. */
  readonly draws?: number;
}

/** Mean cosine to one direction, each sample weighted by its trained tokens; NaN when no token is left. */
export interface DriftEstimate {
  readonly now: number;
  readonly after: number;
  /** After removing as many at random: mean, and the middle 95 % of the draws. */
  readonly random: readonly [mean: number, low: number, high: number];
}

export interface WhatIf {
  readonly samples: number;
  readonly removed: number;
  readonly tokens: number;
  readonly removedTokens: number;
  readonly draws: number;
  /**
   * `drawn`: each draw removed samples, without replacement. `moments`: there are too many, so each draw is one of
   * the normal distribution that the sums over samples drawn without replacement have in the limit.
   */
  readonly method: 'drawn' | 'moments';
  /** As `cosines`. */
  readonly drift: readonly DriftEstimate[];
}

/**
 * What removing samples does to the drift of a data set toward each direction, as a first-order estimate: to
 * first order, a step of training moves the model by the sum of what its tokens ask for, so the mean cosine of the
 * trained tokens says in which direction, and removing samples takes their part out of the sum.
 *
 * Beside it, what as many samples do that are drawn at random with the same chance each. Few are drawn one by
 * one. For many (more than about 60 million additions), the sum over `m` of `n` samples drawn without replacement
 * has the mean `m` times the mean of all and the covariance `m (1 - m / n)` times their covariance (with `n - 1`;
 * Cochran, Sampling Techniques, 3rd ed., theorems 2.1 to 2.3) and is nearly normal (Hajek, 1960), so tokens and
 * weighted cosines are drawn together from there.
 */
export function whatIf(input: WhatIfInput): WhatIf {
  const steps = whatIfInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `whatIf`, with a pause after every few milliseconds of work. */
export function* whatIfInSteps(input: WhatIfInput): Generator<undefined, WhatIf> {
  const draws = input.draws ?? defaultDraws;
  const table = yield* weightedRows(input);
  const { samples, columns, all } = table;
  const removed = Array.from(input.removed).filter((row) => row >= 0 && row < samples);
  const lost = sumOf(table, removed);
  const drawn = Math.min(removed.length, samples - removed.length);
  const method = drawn * columns * draws <= mostAdditions ? 'drawn' : 'moments';
  const random = createRandom(samples);
  const draw =
    method === 'drawn'
      ? exactDraw(table, drawn, random)
      : yield* drawOfMoments(table, drawn, random);
  const afters = Array.from({ length: columns - 1 }, () => new Float64Array(draws));
  for (let i = 0; i < draws; i += 1) {
    const sums = draw();
    const left = drawn === removed.length ? all.map((sum, j) => sum - (sums[j] ?? 0)) : sums;
    afters.forEach((after, j) => (after[i] = meanOf(left, j)));
    if (i % 8 === 7) yield;
  }
  const left = all.map((sum, j) => sum - (lost[j] ?? 0));
  return {
    samples,
    removed: removed.length,
    tokens: all[0] ?? 0,
    removedTokens: lost[0] ?? 0,
    draws,
    method,
    drift: afters.map((after, j) => ({
      now: meanOf(all, j),
      after: meanOf(left, j),
      random: summary(after),
    })),
  };
}

/** How many samples each group has, and how many of them would be removed. Labels beyond `groups` are in none. */
export function lossesByGroup(
  labels: ArrayLike<number>,
  groups: number,
  removed: ArrayLike<number>,
): { readonly samples: Uint32Array; readonly removed: Uint32Array } {
  const counts = { samples: new Uint32Array(groups), removed: new Uint32Array(groups) };
  const count = (of: Uint32Array, label: number) => {
    if (label < groups) of[label] = (of[label] ?? 0) + 1;
  };
  for (const label of Array.from(labels)) count(counts.samples, label);
  for (const row of Array.from(removed)) count(counts.removed, labels[row] ?? groups);
  return counts;
}

/** Row after row: the tokens, then tokens times cosine for each direction; zeros for a sample without a score. */
interface WeightedTable {
  readonly samples: number;
  readonly columns: number;
  readonly values: Float64Array;
  /** Sums of the columns. */
  readonly all: Float64Array;
}

function* weightedRows({ cosines, tokens }: WhatIfInput): Generator<undefined, WeightedTable> {
  const samples = tokens.length;
  const columns = 1 + cosines.length;
  const values = new Float64Array(samples * columns);
  const all = new Float64Array(columns);
  for (let row = 0; row < samples; row += 1) {
    if (row % pauseRows === pauseRows - 1) yield;
    const weight = tokens[row] ?? 0;
    if (!(weight > 0) || !isKnown(cosines, row)) continue;
    const start = row * columns;
    values[start] = weight;
    for (let j = 1; j < columns; j += 1) values[start + j] = weight * (cosines[j - 1]?.[row] ?? 0);
    addRow(all, values, row * columns);
  }
  return { samples, columns, values, all };
}

function isKnown(cosines: WhatIfInput['cosines'], row: number): boolean {
  for (const column of cosines) if (!Number.isFinite(column[row])) return false;
  return true;
}

function sumOf({ columns, values }: WeightedTable, rows: readonly number[]): Float64Array {
  const sums = new Float64Array(columns);
  for (const row of rows) addRow(sums, values, row * columns);
  return sums;
}

function addRow(sums: Float64Array, values: Float64Array, start: number): void {
  for (let j = 0; j < sums.length; j += 1) sums[j] = (sums[j] ?? 0) + (values[start + j] ?? 0);
}

/** Sums over samples drawn without replacement: the first of a shuffle (Fisher and Yates) that goes on. */
function exactDraw(table: WeightedTable, count: number, random: Random): () => Float64Array {
  const { samples, columns, values } = table;
  const rows = Uint32Array.from({ length: samples }, (_, row) => row);
  return () => {
    const sums = new Float64Array(columns);
    for (let i = 0; i < count; i += 1) {
      const other = i + randomBelow(random, samples - i);
      const row = rows[other] ?? 0;
      rows[other] = rows[i] ?? 0;
      rows[i] = row;
      addRow(sums, values, row * columns);
    }
    return sums;
  };
}

/** Each direction is drawn with the same tokens; directions are not drawn together, as none is compared with another. */
function* drawOfMoments(
  table: WeightedTable,
  count: number,
  random: Random,
): Generator<undefined, () => Float64Array> {
  const { samples, columns, values, all } = table;
  const covariances = new Float64Array(columns);
  const variances = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    if (at % (pauseRows * columns) === 0) yield;
    const tokens = (values[at] ?? 0) - (all[0] ?? 0) / samples;
    for (let j = 0; j < columns; j += 1) {
      const centred = (values[at + j] ?? 0) - (all[j] ?? 0) / samples;
      covariances[j] = (covariances[j] ?? 0) + tokens * centred;
      variances[j] = (variances[j] ?? 0) + centred * centred;
    }
  }
  const factor = (count * (1 - count / samples)) / (samples - 1);
  const spread = Math.sqrt(factor * (variances[0] ?? 0));
  return () => {
    const common = randomNormal(random);
    return all.map((sum, j) => {
      const along = spread > 0 ? (factor * (covariances[j] ?? 0)) / spread : 0;
      const across = Math.sqrt(Math.max(0, factor * (variances[j] ?? 0) - along * along));
      return (
        (sum * count) / samples + along * common + (j === 0 ? 0 : across * randomNormal(random))
      );
    });
  };
}

function meanOf(sums: Float64Array, direction: number): number {
  const tokens = sums[0] ?? 0;
  return tokens > 0 ? (sums[direction + 1] ?? 0) / tokens : Number.NaN;
}

function summary(values: Float64Array): [number, number, number] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return [Number.NaN, Number.NaN, Number.NaN];
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const at = (share: number) => {
    const place = share * (known.length - 1);
    const below = known[Math.floor(place)] ?? 0;
    return below + (place % 1) * ((known[Math.ceil(place)] ?? 0) - below);
  };
  return [mean, at(0.025), at(0.975)];
}
