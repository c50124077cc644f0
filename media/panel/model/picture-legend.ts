import { hollowCount } from './points.ts';
import type { Colouring } from './colouring.ts';
import type { Rows } from './rows.ts';
import { countText } from './words.ts';

/** What a saved picture says beside its points, so that it can be read without the page. Texts are never markup. */
export interface PictureLegend {
  readonly title: string;
  readonly entries: readonly PictureEntry[];
  /** What rings mean; null when there are none. */
  readonly rings: string | null;
  /** What lies across and up; '' for an axis that means nothing. */
  readonly axes: readonly [across: string, up: string];
}
export interface PictureEntry {
  readonly label: string;
  /** As `#rrggbb`. */
  readonly colour: string;
  /** How many samples have it, in words for people. */
  readonly count: string;
  /** Whether its samples are on the picture. */
  readonly shown: boolean;
}

/** The legend as the page shows it now: what it leaves out is said to be left out. */
export function pictureLegend(
  rows: Rows,
  { title, entries }: Colouring,
  hidden: readonly string[],
): PictureLegend {
  const hollow = hollowCount(rows);
  return {
    title,
    entries: entries
      .filter(({ count }) => count > 0)
      .map(({ key, label, colour, count }) => {
        return { label, colour, count: countText(count), shown: !hidden.includes(key) };
      }),
    rings: hollow === 0 ? null : ringWords(hollow),
    axes: rows.summary.projection.axes,
  };
}

/** What it means that so many samples are drawn as rings. */
export function ringWords(count: number): string {
  return `Ring (${countText(count)}): fewer than a third of its true neighbours are near it on this map.`;
}
