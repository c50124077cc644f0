/** A cosine of an ordinary sample and what the sample counts. */
interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * The weighted share of `others` below a value, 0..1, an equal one counted half: with the mean over values, the
 * AUROC. 0.5 for no others.
 */
export function placement(
  value: number,
  others: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number {
  let below = 0;
  let total = 0;
  for (let i = 0; i < others.length; i += 1) {
    const other = others[i] ?? 0;
    const weight = weights === undefined ? 1 : (weights[i] ?? 0);
    total += weight;
    if (other < value) below += weight;
    else if (other === value) below += weight / 2;
  }
  return total === 0 ? 0.5 : below / total;
}

/** The probability that one of `values` is greater than one of `others`, 0..1; null when one list is empty. */
export function auroc(values: readonly number[], others: ArrayLike<number>): number | null {
  if (values.length === 0 || others.length === 0) return null;
  return mean(values.map((value) => placement(value, others)));
}

/** The mean; NaN of no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Spearman's rank correlation, -1..1, equal values with their mean rank; null when one list does not vary. */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (x.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((rank, i) => {
    const [dx, dy] = [rank - middle, (y[i] ?? middle) - middle];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

/** The rank of each value, from 1; equal values share their mean rank. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const found = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    const value = values[order[start] ?? 0];
    while (end < order.length && values[order[end] ?? 0] === value) end += 1;
    for (let at = start; at < end; at += 1) found[order[at] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return found;
}

/** Values in ascending order with their weights. */
export function sortWeighted(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
): readonly Weighted[] {
  return Array.from(values, (value, i) => ({ value, weight: weights[i] ?? 1 })).sort(
    (a, b) => a.value - b.value,
  );
}
