import type { DrawOrder } from '../../model/draw-order.ts';
import type { Points } from '../scene.ts';
import type { Paint, Placement, Raster } from './rasterise.ts';

/**
 * Sums of a picture that is made again and again: `[height, width, 4]`, how many points lie in each pixel and
 * their colours. Kept from one picture to the next, since it is large.
 */
export class DensityImage {
  #sums = new Float32Array(0);
  #spread = new Float32Array(0);

  /**
   * Draws so many points that each is but a little of the picture: every pixel gets the mean colour of the points
   * in and around it, the more opaque the more there are, as if each had been painted over the others.
   * @param opacity of one point, from 0 to 1.
   */
  draw(
    raster: Raster,
    points: Points,
    { rows, plain }: DrawOrder,
    place: Placement,
    opacity: number,
    paint: Paint,
  ): void {
    const { width, height } = raster;
    if (this.#sums.length !== width * height * 4) {
      this.#sums = new Float32Array(width * height * 4);
      this.#spread = new Float32Array(width * height * 4);
    } else {
      this.#sums.fill(0);
    }
    const sums = this.#sums;
    const { red, green, blue } = channels(paint);
    for (let at = 0; at < plain; at++) {
      const row = rows[at] ?? 0;
      const column = Math.floor((points.x[row] ?? NaN) * place.scale + place.left);
      const line = Math.floor(place.top - (points.y[row] ?? NaN) * place.scale);
      if (column < 0 || line < 0 || column >= width || line >= height) continue;
      const pixel = (line * width + column) * 4;
      const colour = points.colour[row] ?? 0;
      sums[pixel] = (sums[pixel] ?? 0) + (red[colour] ?? 0);
      sums[pixel + 1] = (sums[pixel + 1] ?? 0) + (green[colour] ?? 0);
      sums[pixel + 2] = (sums[pixel + 2] ?? 0) + (blue[colour] ?? 0);
      sums[pixel + 3] = (sums[pixel + 3] ?? 0) + 1;
    }
    blur(sums, this.#spread, 4);
    blur(this.#spread, sums, width * 4);
    tone(raster.pixels, sums, Math.log(1 - Math.min(opacity, 0.999)));
  }
}

function channels({ palette }: Paint) {
  return {
    red: Float32Array.from(palette, ([red]) => red),
    green: Float32Array.from(palette, ([, green]) => green),
    blue: Float32Array.from(palette, ([, , blue]) => blue),
  };
}

/**
 * Adds half of both neighbours, which are `step` further or back, to each value. The first and the last value of a
 * line of pixels have the neighbouring line's instead of none, which nobody sees.
 */
function blur(from: Float32Array, to: Float32Array, step: number): void {
  const last = from.length - step;
  for (let at = 0; at < step; at++) {
    to[at] = (from[at] ?? 0) + (from[at + step] ?? 0) / 2;
    to[last + at] = (from[last + at] ?? 0) + (from[last + at - step] ?? 0) / 2;
  }
  for (let at = step; at < last; at++) {
    to[at] = (from[at] ?? 0) + ((from[at - step] ?? 0) + (from[at + step] ?? 0)) / 2;
  }
}

/** @param logClear the logarithm of what one point leaves of its background. */
function tone(pixels: Uint8ClampedArray, sums: Float32Array, logClear: number): void {
  // Counts are quarters after the two blurs, so that a table has them all up to where nothing is left to cover.
  const covers = Float32Array.from({ length: 4096 }, (_, at) => 1 - Math.exp((at / 4) * logClear));
  for (let at = 0; at < sums.length; at += 4) {
    const count = sums[at + 3] ?? 0;
    if (count === 0) continue;
    const cover = covers[Math.min(4095, count * 4)] ?? 1;
    const share = cover / count;
    const rest = 1 - cover;
    pixels[at] = (pixels[at] ?? 0) * rest + (sums[at] ?? 0) * share;
    pixels[at + 1] = (pixels[at + 1] ?? 0) * rest + (sums[at + 1] ?? 0) * share;
    pixels[at + 2] = (pixels[at + 2] ?? 0) * rest + (sums[at + 2] ?? 0) * share;
  }
}
