export interface Palettes {
  /** From little to much: what matters most stands out most against the background. */
  readonly steps: readonly string[];
  /** Distinct for every kind of colour vision, in the order in which they are given out. */
  readonly categories: readonly string[];
  /** For what has no value and for the rest. */
  readonly none: string;
  readonly other: string;
}

/** Viridis (van der Walt and Smith, 2015) at eleven places, dark to light. */
const viridis = [
  '#440154',
  '#482475',
  '#414487',
  '#355f8d',
  '#2a788e',
  '#21918c',
  '#22a884',
  '#44bf70',
  '#7ad151',
  '#bddf26',
  '#fde725',
];

/** Okabe and Ito (2008) without black and yellow, and four of Tol's (2021) that stay apart from them. */
const shared = ['#e69f00', '#56b4e9', '#009e73', '#d55e00', '#cc79a7'];

/** Colours on a dark and on a light background. */
export function palettesFor(dark: boolean): Palettes {
  // The ends that would vanish in the background are left out.
  return dark
    ? {
        steps: viridis.slice(2),
        categories: [...shared, '#f0e442', '#3d8fd1', '#44aa99', '#b5bd61', '#aa88dd'],
        none: '#6e6e6e',
        other: '#9a9a9a',
      }
    : {
        steps: viridis.slice(0, 9).reverse(),
        categories: [...shared, '#0072b2', '#b8a000', '#882255', '#44aa99', '#7a6fd0'],
        none: '#b4b4b4',
        other: '#808080',
      };
}

/** So many colours of a scale, from its first to its last, evenly. */
export function stepsOf(scale: readonly string[], count: number): string[] {
  const last = scale.length - 1;
  return Array.from({ length: count }, (_, index) => {
    const place = count === 1 ? last : (index * last) / (count - 1);
    const low = scale[Math.floor(place)] ?? '#808080';
    const high = scale[Math.ceil(place)] ?? low;
    return mixed(low, high, place - Math.floor(place));
  });
}

function mixed(low: string, high: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const from = Number.parseInt(low.slice(at, at + 2), 16);
    const to = Number.parseInt(high.slice(at, at + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
