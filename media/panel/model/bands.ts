import { cosineText, inSentence } from './words.ts';

/** A scale of amounts in bands, for colours that one can tell apart and count. */
export interface Bands {
  readonly title: string;
  /** Ascending: the least value of each band but the first. */
  readonly limits: readonly number[];
  /** Words for a band, from 0. */
  readonly label: (band: number) => string;
  /** Words for rows without an amount. */
  readonly none: string;
}

/** Shares of ordinary samples; finer where it matters. As 32-bit numbers, in which risks travel. */
const riskPercents = [50, 80, 90, 95, 98, 99, 99.5, 99.8];
const tokenLimits = [1, 32, 64, 128, 256, 512, 1024, 2048];
const mostCosineBands = 9;

export function riskBands(): Bands {
  return {
    title: 'Riskier than so many ordinary samples',
    limits: riskPercents.map((percent) => Math.fround(percent / 100)),
    label: (band) => betweenText(riskPercents, band, (percent) => `${percent}`, ' %'),
    none: 'without a score',
  };
}

export function tokenBands(): Bands {
  return {
    title: 'Trained tokens',
    limits: tokenLimits,
    label: (band) => {
      if (band === 0) return 'none';
      const low = tokenLimits[band - 1] ?? 0;
      const next = tokenLimits[band];
      return next === undefined ? `${low} and more` : `${low} to ${next - 1}`;
    },
    none: 'not known',
  };
}

/** Steps of a round width over the range of the values that there are. */
export function cosineBands(title: string, values: Float32Array): Bands {
  const [least, greatest] = rangeOf(values);
  const step = roundStep((greatest - least) / mostCosineBands);
  const limits: number[] = [];
  const first = Math.floor(least / step) + 1;
  for (let index = first; index * step <= greatest; index++) limits.push(index * step);
  return {
    title: `Cosine to “${inSentence(title)}”`,
    limits,
    label: (band) => betweenText(limits, band, cosineText, ''),
    none: 'without a score',
  };
}

function betweenText(
  limits: readonly number[],
  band: number,
  text: (limit: number) => string,
  unit: string,
): string {
  const low = limits[band - 1];
  const high = limits[band];
  if (low === undefined && high === undefined) return 'all';
  if (low === undefined) return `below ${text(high ?? 0)}${unit}`;
  if (high === undefined) return `${text(low)}${unit} and above`;
  return `${text(low)} to ${text(high)}${unit}`;
}

function rangeOf(values: Float32Array): readonly [number, number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return least <= greatest ? [least, greatest] : [0, 0];
}

/** The least of 0.01, 0.02, 0.05, 0.1, ... that is no smaller. */
function roundStep(width: number): number {
  let step = 0.01;
  for (const factor of [2, 2.5, 2, 2, 2.5]) {
    if (step >= width) break;
    step *= factor;
  }
  return step;
}
