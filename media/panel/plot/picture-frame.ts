import type { PictureEntry, PictureLegend } from '../model/picture-legend.ts';
import type { Place, Size } from '../model/viewport.ts';
import type { PlotTheme } from './scene.ts';

/** What stands around the points of a saved picture, in CSS pixels of the whole picture. */
export interface PictureFrame {
  readonly size: Size;
  /** The corner of the points' part at the top left. */
  readonly plot: Place;
  readonly texts: readonly FrameText[];
  readonly dots: readonly FrameDot[];
}
export interface FrameText {
  readonly text: string;
  /** Where its baseline is. */
  readonly at: Place;
  readonly align: 'start' | 'middle' | 'end';
  readonly bold: boolean;
  /** Drawn weaker. */
  readonly faint: boolean;
  /** Turned by a quarter, to be read from below to above. */
  readonly upright: boolean;
}
export interface FrameDot {
  readonly at: Place;
  /** As `#rrggbb`; null for the colour of texts. */
  readonly colour: string | null;
  /** Only its edge is drawn. */
  readonly hollow: boolean;
}

/** How wide a text is, in CSS pixels, in the font of `fontSize`. */
export type MeasureText = (text: string, bold: boolean) => number;

/** Of all texts, in CSS pixels. */
export const fontSize = 12;
export const dotRadius = 5;
export const hollowWidth = 2;
/** Of faint texts: still well to be read on the background. High contrast knows no faint text. */
const faintOpacity = 0.8;

const pad = 12;
const axisRoom = 22;
const lineHeight = 20;
const titleHeight = 24;
/** From the middle of a line to the baseline of its text. */
const baseline = 4;
const dotRoom = 2 * dotRadius + 8;
const gap = 24;
const countGap = 12;
/** Names of topics and of one's own features can be as long as anybody likes. */
const widestLabel = 280;

const plain = { align: 'start', bold: false, faint: false, upright: false } as const;

/** A picture of the points alone. */
export function noFrame(size: Size): PictureFrame {
  return { size, plot: { x: 0, y: 0 }, texts: [], dots: [] };
}

/**
 * The axes' names beside the points and the legend below them, in as many columns as fit. The picture grows by what
 * they need; the points keep their size.
 */
export function frameOf(legend: PictureLegend, plot: Size, measure: MeasureText): PictureFrame {
  const [across, up] = legend.axes;
  const left = up === '' ? 0 : axisRoom;
  const top = plot.height + (across === '' ? 0 : axisRoom);
  const width = plot.width + left;
  const fit = (text: string, room: number, bold = false) => fitted(text, room, bold, measure);
  const texts: FrameText[] = [];
  const dots: FrameDot[] = [];
  if (across !== '') {
    const at = { x: left + plot.width / 2, y: plot.height + axisRoom / 2 + baseline };
    texts.push({ ...plain, text: fit(across, plot.width), at, align: 'middle' });
  }
  if (up !== '') {
    const at = { x: axisRoom / 2 + baseline, y: plot.height / 2 };
    texts.push({ ...plain, text: fit(up, plot.height), at, align: 'middle', upright: true });
  }
  const room = Math.max(0, width - 2 * pad);
  const title = { x: pad, y: top + pad + titleHeight / 2 };
  texts.push({ ...plain, text: fit(legend.title, room, true), at: title, bold: true });
  const entriesTop = top + pad + titleHeight;
  const columns = columnsOf(legend.entries, room, measure);
  legend.entries.forEach((entry, index) => {
    const x = pad + (index % columns.count) * (columns.width + gap);
    const middle = entriesTop + (Math.floor(index / columns.count) + 0.5) * lineHeight;
    placeEntry({ entry, x, middle, width: columns.width, fit, measure }, texts, dots);
  });
  let bottom = entriesTop + Math.ceil(legend.entries.length / columns.count) * lineHeight;
  if (legend.rings !== null) {
    const middle = bottom + lineHeight / 2;
    dots.push({ at: { x: pad + dotRadius, y: middle }, colour: null, hollow: true });
    const at = { x: pad + dotRoom, y: middle + baseline };
    texts.push({ ...plain, text: fit(legend.rings, room - dotRoom), at, faint: true });
    bottom += lineHeight;
  }
  return { size: { width, height: bottom + pad }, plot: { x: left, y: 0 }, texts, dots };
}

/** How opaque a text is drawn, 0..1. */
export function opacityOf({ faint }: FrameText, { highContrast }: PlotTheme): number {
  return faint && !highContrast ? faintOpacity : 1;
}

interface EntryPlace {
  readonly entry: PictureEntry;
  readonly x: number;
  readonly middle: number;
  readonly width: number;
  readonly fit: (text: string, room: number) => string;
  readonly measure: MeasureText;
}

/** What the legend leaves out has an empty dot, and says so. */
function placeEntry(
  { entry, x, middle, width, fit, measure }: EntryPlace,
  texts: FrameText[],
  dots: FrameDot[],
): void {
  const { colour, shown } = entry;
  const count = countOf(entry);
  const y = middle + baseline;
  const label = fit(entry.label, width - dotRoom - countGap - measure(count, false));
  dots.push({ at: { x: x + dotRadius, y: middle }, colour, hollow: !shown });
  texts.push({ ...plain, text: label, at: { x: x + dotRoom, y }, faint: !shown });
  texts.push({ ...plain, text: count, at: { x: x + width, y }, align: 'end', faint: true });
}

function countOf({ count, shown }: PictureEntry): string {
  return shown ? count : `${count}, left out`;
}

/** As many columns as fit, all as wide as the widest entry; at least one, and never wider than the room. */
function columnsOf(
  entries: readonly PictureEntry[],
  room: number,
  measure: MeasureText,
): { readonly count: number; readonly width: number } {
  const widths = entries.map(
    (entry) =>
      dotRoom +
      Math.min(widestLabel, measure(oneLine(entry.label), false)) +
      countGap +
      measure(countOf(entry), false),
  );
  const width = Math.min(room, Math.ceil(Math.max(0, ...widths)));
  const most = Math.floor((room + gap) / (width + gap));
  return { count: Math.max(1, Math.min(most, entries.length)), width };
}

/** The text on one line, shortened where there is no room; never between the halves of one character. */
function fitted(text: string, room: number, bold: boolean, measure: MeasureText): string {
  const line = oneLine(text);
  if (measure(line, bold) <= room) return line;
  const letters = Array.from(line);
  let [fits, most] = [0, letters.length - 1];
  while (fits < most) {
    const middle = Math.ceil((fits + most) / 2);
    if (measure(shortened(letters, middle), bold) <= room) fits = middle;
    else most = middle - 1;
  }
  return shortened(letters, fits);
}

function shortened(letters: readonly string[], count: number): string {
  return `${letters.slice(0, count).join('').trimEnd()}…`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
