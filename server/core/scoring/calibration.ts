import type { Calibration } from '../pack/pack.ts';

/**
 * The share of ordinary samples whose cosine lies below `cosine`, 0..1: linear between the knots, a line
 * to 0 at cosine -1 before them, an exponential tail after them (docs/pack-format.md, "Percentile and
 * risk"). It grows strictly with the cosine as far as float64 can tell shares apart.
 */
export function shareBelow(calibration: Calibration, cosine: number): number {
  const { cosines, shares, tailScale } = calibration;
  const last = cosines.length - 1;
  const [firstCosine = 0] = cosines;
  const [firstShare = 0] = shares;
  const lastCosine = cosines[last] ?? 0;
  const lastShare = shares[last] ?? 1;
  if (cosine < firstCosine) return Math.max(0, (firstShare * (cosine + 1)) / (firstCosine + 1));
  if (cosine >= lastCosine) {
    return 1 - (1 - lastShare) * Math.exp(-(cosine - lastCosine) / tailScale);
  }
  const above = firstAbove(cosines, cosine);
  const left = cosines[above - 1] ?? firstCosine;
  const right = cosines[above] ?? lastCosine;
  const low = shares[above - 1] ?? firstShare;
  const high = shares[above] ?? lastShare;
  return low + ((high - low) * (cosine - left)) / (right - left);
}

/** Index of the first of the ascending `values` that is greater than `value`. */
function firstAbove(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
