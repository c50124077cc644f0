import type { Estimate } from './own-feature.ts';

/** The standard normal quantile of 97.5 %. */
const normalQuantile = 1.959963984540054;

/**
 * An AUROC (the share of pairs in which the first sample lies nearer) with a 95 % interval: Wilson's score interval
 * (1927) with the largest variance that such a share can have, `value * (1 - value) / smaller` (Birnbaum and Klose,
 * 1957). It stays within 0..1, is not empty when every pair is in order, and is wide rather than wrong for few
 * samples, also when directions that were made without one sample each resemble each other.
 * @param value 0..1.
 * @param smaller the number of samples on the smaller side, at least 1.
 */
export function aurocEstimate(value: number, smaller: number): Estimate {
  const z2 = normalQuantile ** 2;
  const middle = (value + z2 / (2 * smaller)) / (1 + z2 / smaller);
  const half =
    (normalQuantile / (1 + z2 / smaller)) *
    Math.sqrt((value * (1 - value)) / smaller + z2 / (4 * smaller * smaller));
  return {
    value,
    low: Math.max(0, Math.min(value, middle - half)),
    high: Math.min(1, Math.max(value, middle + half)),
  };
}

/**
 * The share of `count` trials that succeeded, with the interval of Clopper and Pearson (1934): it holds the true
 * share in at least 95 of 100 cases, for every number of trials.
 * @param successes 0..count
 * @param count at least 1.
 */
export function shareEstimate(successes: number, count: number): Estimate {
  return {
    value: successes / count,
    low: successes === 0 ? 0 : betaQuantile(0.025, successes, count - successes + 1),
    high: successes === count ? 1 : betaQuantile(0.975, successes + 1, count - successes),
  };
}

/** The quantile of the beta distribution, to 1e-12, by halving: its distribution function ascends. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60 && high - low > 1e-13; step += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The regularised incomplete beta function, 0..1, by its continued fraction (Abramowitz and Stegun, 26.5.8, with
 * the method of Lentz).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x),
  );
  // The fraction converges fast on this side; the other follows from the symmetry.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 1000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      change = d * c;
      fraction *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}

/** Coefficients of Lanczos' approximation (g = 7, n = 9), good to 1e-15. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

/** The natural logarithm of the gamma function, of a number of at least 0.5. */
function logGamma(value: number): number {
  const x = value - 1;
  const t = x + 7.5;
  const sum = lanczos.reduce((total, c, i) => (i === 0 ? c : total + c / (x + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}
