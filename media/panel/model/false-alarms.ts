/** How many of so many ordinary lines a threshold would flag, and how well that is known. */
interface FalseAlarms {
  readonly expected: number;
  /** The 95 % interval of the rate, times the lines; null when the number of ordinary samples is unknown. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** The 97.5 % point of the normal distribution. */
const z95 = 1.959963984540054;

/**
 * False alarms expected among ordinary lines. A risk is the share of ordinary samples below it, so a threshold
 * flags `1 - threshold` of them; the interval says how much that share may be off, as it was measured on
 * `ordinarySamples` samples.
 *
 * @param threshold least risk that is flagged, 0..1.
 * @param ordinarySamples how many the distribution was measured on, or null.
 * @param lines how many ordinary lines.
 */
export function falseAlarms(
  threshold: number,
  ordinarySamples: number | null,
  lines = 1000,
): FalseAlarms {
  const share = Math.min(1, Math.max(0, 1 - threshold));
  const expected = lines * share;
  if (ordinarySamples === null || ordinarySamples <= 0) return { expected, interval: null };
  const [low, high] = wilsonInterval(ordinarySamples * share, ordinarySamples);
  return { expected, interval: [lines * low, lines * high] };
}

/**
 * The 95 % score interval of a share: Wilson, _Probable inference, the law of succession, and statistical
 * inference_, Journal of the American Statistical Association 22 (1927), 209-212. It keeps its coverage for
 * shares near 0, where thresholds lie (Brown, Cai and DasGupta, Statistical Science 16 (2001), 101-133).
 *
 * @param successes 0..`trials`, need not be whole.
 * @param trials above 0.
 */
export function wilsonInterval(
  successes: number,
  trials: number,
): readonly [low: number, high: number] {
  const share = successes / trials;
  const z2 = z95 * z95;
  const centre = share + z2 / (2 * trials);
  const half = z95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  // Rounding may leave an end on the wrong side of a share of 0 or 1.
  return [
    Math.max(0, Math.min(share, (centre - half) / scale)),
    Math.min(1, Math.max(share, (centre + half) / scale)),
  ];
}
