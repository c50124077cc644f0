/** Red, green and blue from 0 to 255, and how opaque, from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const fallback: Colour = [128, 128, 128, 1];

/**
 * A colour of `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()` or `rgba()`, as palettes and the editor's themes
 * write them. Any other text is grey.
 */
export function parseColour(css: string): Colour {
  const text = css.trim().toLowerCase();
  if (/^#[0-9a-f]{3,8}$/.test(text)) return fromHex(text.slice(1));
  const inner = /^rgba?\(([^()]*)\)$/.exec(text)?.[1];
  if (inner === undefined) return fallback;
  const parts = inner.split(/[\s,/]+/).filter((part) => part !== '');
  const [red, green, blue, alpha = 1] = parts.map((part, at) => {
    const value = Number.parseFloat(part);
    return part.endsWith('%') ? (value / 100) * (at < 3 ? 255 : 1) : value;
  });
  return isChannel(red) && isChannel(green) && isChannel(blue) && Number.isFinite(alpha)
    ? [red, green, blue, Math.max(0, Math.min(1, alpha))]
    : fallback;
}

/** `over` painted on an opaque `under`. */
export function paintOver(over: Colour, under: Colour): Colour {
  const mix = (one: number, other: number) => Math.round(other + (one - other) * over[3]);
  return [mix(over[0], under[0]), mix(over[1], under[1]), mix(over[2], under[2]), 1];
}

function fromHex(digits: string): Colour {
  const short = digits.length < 6;
  if (![3, 4, 6, 8].includes(digits.length)) return fallback;
  const at = (index: number) =>
    short
      ? Number.parseInt(digits.charAt(index), 16) * 17
      : Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16);
  const opaque = digits.length === 3 || digits.length === 6;
  return [at(0), at(1), at(2), opaque ? 1 : at(3) / 255];
}

function isChannel(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value <= 255;
}
