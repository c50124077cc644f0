/**
 * How the room is shared between the map and what stands beside it, or below it in a narrow panel: the map's share,
 * 0..1. Null is where nobody has moved the splitter.
 */
export interface Split {
  readonly beside: number | null;
  readonly below: number | null;
}

/** Of the map, 0..1: neither part can be made so small that nothing of it is seen. */
export const leastShare = 0.2;
export const greatestShare = 0.8;
/** What one arrow key moves. */
const step = 0.02;

/** What stands beside the map needs no more than this, in CSS pixels, and gets no more than this share by itself. */
const usualSide = 400;
const mostOfSide = 0.46;
const usualBelow = 0.58;

/**
 * The map's share as it is now.
 * @param width of both parts together, in CSS pixels.
 */
export function shareOf(split: Split, narrow: boolean, width: number): number {
  if (narrow) return withinLimits(split.below ?? usualBelow);
  return withinLimits(split.beside ?? 1 - Math.min(usualSide / Math.max(1, width), mostOfSide));
}

/** The split with another share of the map, for the way in which the parts stand now. */
export function splitAt(split: Split, narrow: boolean, share: number): Split {
  // To a thousandth: more is no pixel.
  const map = Math.round(1000 * withinLimits(share)) / 1000;
  return narrow ? { ...split, below: map } : { ...split, beside: map };
}

/** The share after a key; null for a key that moves nothing. In a narrow panel the splitter moves up and down. */
export function shareAfter(key: string, share: number, narrow: boolean): number | null {
  switch (key) {
    case narrow ? 'ArrowUp' : 'ArrowLeft':
      return withinLimits(share - step);
    case narrow ? 'ArrowDown' : 'ArrowRight':
      return withinLimits(share + step);
    case 'Home':
      return leastShare;
    case 'End':
      return greatestShare;
    default:
      return null;
  }
}

/** A split from anywhere: what is no share is as if nobody had moved it. */
export function parseSplit(value: unknown): Split {
  const given: { beside?: unknown; below?: unknown } =
    typeof value === 'object' && value !== null ? value : {};
  return { beside: parseShare(given.beside), below: parseShare(given.below) };
}

function parseShare(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? withinLimits(value) : null;
}

/** A share that leaves something of both parts to be seen. */
export function withinLimits(share: number): number {
  return Math.min(greatestShare, Math.max(leastShare, share));
}
