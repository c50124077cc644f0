import type { DrawOrder } from '../../model/draw-order.ts';
import type { Size } from '../../model/viewport.ts';
import type { Colour } from '../colour.ts';
import type { Points, Viewport } from '../scene.ts';
import { markOf, type MarkStyle } from './mark.ts';
import { stampOf, type Stamp } from './stamp.ts';

/** A picture: `[height, width, 4]` bytes of red, green, blue and alpha. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** What the points are drawn with; the colours are opaque. */
export interface Paint {
  readonly palette: readonly Colour[];
  readonly selection: Colour;
  readonly background: Colour;
}

/** Where the map lies in a raster: pixels for one unit, and where its origin is. */
export interface Placement {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** Further than any stamp reaches, in pixels. */
const farthest = 80;
/** Two of the four bytes of a pixel, with room between them for products with up to 256. */
const everyOther = 0x00ff00ff;

export function placementOf(viewport: Viewport, size: Size, ratio: number): Placement {
  const scale = viewport.scale * ratio;
  return {
    scale,
    left: (size.width / 2) * ratio - viewport.x * scale,
    top: (size.height / 2) * ratio + viewport.y * scale,
  };
}

export function fillBackground(raster: Raster, colour: Colour): void {
  wordsOf(raster).fill(wordOf(colour));
}

/**
 * Draws points one after another, each as a stamp that is made once for its radius and flags. Much faster than
 * paths of a canvas: 100,000 points take a few hundredths of a second.
 * @param from, to what part of the order is drawn.
 */
export function drawPoints(
  raster: Raster,
  points: Points,
  { rows }: DrawOrder,
  [from, to]: readonly [number, number],
  { scale, left, top }: Placement,
  style: MarkStyle,
  paint: Paint,
): void {
  const { width, height } = raster;
  const words = wordsOf(raster);
  const { x, y, radius, flags, colour } = points;
  const palette = Uint32Array.from(paint.palette, wordOf);
  const ring = wordOf(paint.selection);
  const stamps: (Stamp | undefined)[] = new Array<Stamp | undefined>(65_536);
  for (let at = from; at < to; at++) {
    const row = rows[at] ?? 0;
    const column = Math.floor((x[row] ?? NaN) * scale + left);
    const line = Math.floor(top - (y[row] ?? NaN) * scale);
    if (column < -farthest || column > width + farthest) continue;
    if (line < -farthest || line > height + farthest) continue;
    const key = (radius[row] ?? 0) * 256 + (flags[row] ?? 0);
    let stamp = stamps[key];
    if (stamp === undefined) {
      stamp = stampOf(markOf(radius[row] ?? 0, flags[row] ?? 0, style), width);
      stamps[key] = stamp;
    }
    const reach = stamp.reach;
    const whole =
      column >= reach && line >= reach && column + reach < width && line + reach < height;
    const word = palette[colour[row] ?? 0] ?? ring;
    const centre = line * width + column;
    if (whole) press(words, centre, stamp.inside, stamp.offsets, word);
    else pressPart(words, width, column, line, stamp.inside, stamp, word);
    if (!stamp.ringed) continue;
    if (whole) press(words, centre, stamp.onRing, stamp.offsets, ring);
    else pressPart(words, width, column, line, stamp.onRing, stamp, ring);
  }
}

function press(
  words: Uint32Array,
  centre: number,
  covers: Uint16Array,
  offsets: Int32Array,
  word: number,
): void {
  for (let at = 0; at < offsets.length; at++) {
    const pixel = centre + (offsets[at] ?? 0);
    words[pixel] = blend(words[pixel] ?? 0, word, covers[at] ?? 0);
  }
}

/** As `press`, for a stamp that reaches over the border. */
function pressPart(
  words: Uint32Array,
  width: number,
  column: number,
  line: number,
  covers: Uint16Array,
  { offsets, across }: Stamp,
  word: number,
): void {
  for (let at = 0; at < offsets.length; at++) {
    const x = column + (across[at] ?? 0);
    const pixel = line * width + column + (offsets[at] ?? 0);
    if (x < 0 || x >= width || pixel < 0 || pixel >= words.length) continue;
    words[pixel] = blend(words[pixel] ?? 0, word, covers[at] ?? 0);
  }
}

/**
 * Mixes two pixels, two bytes at a time, whatever their order in memory.
 * @param cover of `over`, from 0 to 256.
 */
function blend(under: number, over: number, cover: number): number {
  const rest = 256 - cover;
  const low = Math.imul(under & everyOther, rest) + Math.imul(over & everyOther, cover);
  const high =
    Math.imul((under >>> 8) & everyOther, rest) + Math.imul((over >>> 8) & everyOther, cover);
  return ((low >>> 8) & everyOther) | (high & ~everyOther);
}

function wordsOf({ pixels }: Raster): Uint32Array {
  return new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
}

/** A colour as the four bytes of a pixel. */
function wordOf([red, green, blue]: Colour): number {
  return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0] ?? 0;
}
