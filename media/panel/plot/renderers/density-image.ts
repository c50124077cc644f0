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
    blur(sums, this.#spread, width * 4, 4);
    blur(this.#spread, sums, width * height * 4, width * 4);
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

/** Adds half of both neighbours, which are `step` further or back, to each value; never across a `line`. */
function blur(from: Float32Array, to: Float32Array, line: number, step: number): void {
  for (let start = 0; start < from.length; start += line) {
    const end = Math.min(from.length, start + line);
    for (let at = start; at < end; at++) {
      const before = at - step >= start ? (from[at - step] ?? 0) : 0;
      const after = at + step < end ? (from[at + step] ?? 0) : 0;
      to[at] = (from[at] ?? 0) + (before + after) / 2;
    }
  }
}

/** @param logClear the logarithm of what one point leaves of its background. */
function tone(pixels: Uint8ClampedArray, sums: Float32Array, logClear: number): void {
  for (let at = 0; at < sums.length; at += 4) {
    const count = sums[at + 3] ?? 0;
    if (count === 0) continue;
    const cover = 1 - Math.exp(count * logClear);
    for (let channel = at; channel < at + 3; channel++) {
      const under = pixels[channel] ?? 0;
      pixels[channel] = under + ((sums[channel] ?? 0) / count - under) * cover;
    }
  }
}
