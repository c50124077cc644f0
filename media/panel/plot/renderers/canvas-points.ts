import { sameView, toScreen, type Size } from '../../model/viewport.ts';
import type { PlotTheme, PointRenderer, Points, Viewport } from '../scene.ts';
import { contentOf, drawContent, isDense, type Content } from './content.ts';
import { DensityImage } from './density-image.ts';

/** A picture that takes longer, in milliseconds, is moved while the view moves, and drawn again afterwards. */
const smooth = 24;
const still = 120;
const stale = 400;

/** What was drawn last, point by point. */
interface Exact {
  readonly image: ImageData;
  readonly viewport: Viewport;
  readonly size: Size;
  readonly at: number;
}

/** Draws points without a graphics card, pixel by pixel. */
export class CanvasPoints implements PointRenderer {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #ratio: () => number;
  readonly #again: () => void;
  readonly #density = new DensityImage();
  #content: Content | null = null;
  #exact: Exact | null = null;
  /** The last exact picture as something that can be moved and scaled; made when that is needed. */
  #bitmap: HTMLCanvasElement | null = null;
  #cost = 0;
  #lastAsked = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param ratio pixels of the device for one CSS pixel, asked at each drawing.
   * @param again called when what was drawn is not as sharp as it can be.
   * @throws Error when the canvas has another context.
   */
  constructor(canvas: HTMLCanvasElement, ratio: () => number, again: () => void) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('This canvas has no 2D context.');
    this.#canvas = canvas;
    this.#context = context;
    this.#ratio = ratio;
    this.#again = again;
  }

  setPoints(points: Points, palette: readonly string[], theme: PlotTheme): void {
    this.#content = contentOf(points, palette, theme);
    this.#forget();
  }

  draw(viewport: Viewport, width: number, height: number): void {
    const now = performance.now();
    const moving = now - this.#lastAsked < still;
    this.#lastAsked = now;
    clearTimeout(this.#timer);
    const exact = this.#exact;
    if (exact !== null && exact.size.width === width && exact.size.height === height) {
      if (sameView(exact.viewport, viewport)) {
        this.#context.putImageData(exact.image, 0, 0);
        return;
      }
      if (moving && this.#cost > smooth && now - exact.at < stale) {
        this.#move(exact, viewport);
        this.#timer = setTimeout(this.#again, still);
        return;
      }
    }
    this.#drawExactly(viewport, { width, height });
    this.#cost = performance.now() - now;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#forget();
    this.#content = null;
  }

  #forget(): void {
    this.#exact = null;
    this.#bitmap = null;
  }

  #drawExactly(viewport: Viewport, size: Size): void {
    const content = this.#content;
    if (content === null || size.width < 1 || size.height < 1) return;
    // Density has no fine detail: one pixel for a CSS pixel is enough, and the browser scales it.
    const ratio = isDense(content, viewport, size) ? 1 : this.#ratio();
    const width = Math.max(1, Math.round(size.width * ratio));
    const height = Math.max(1, Math.round(size.height * ratio));
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const kept = this.#exact?.image;
    const image =
      kept?.width === width && kept.height === height ? kept : new ImageData(width, height);
    const raster = { width, height, pixels: image.data };
    drawContent(raster, content, viewport, size, ratio, this.#density);
    this.#context.putImageData(image, 0, 0);
    this.#exact = { image, viewport, size, at: performance.now() };
    this.#bitmap = null;
  }

  /** Shows the last picture where the view has gone since; what it does not reach stays empty for the moment. */
  #move({ image, viewport: drawn, size }: Exact, viewport: Viewport): void {
    this.#bitmap ??= bitmapOf(image);
    const corner = {
      x: drawn.x - size.width / 2 / drawn.scale,
      y: drawn.y + size.height / 2 / drawn.scale,
    };
    const { x, y } = toScreen(viewport, size, corner);
    const ratio = image.width / size.width;
    const zoom = viewport.scale / drawn.scale;
    this.#context.fillStyle = this.#content?.paint.backgroundStyle ?? 'black';
    this.#context.fillRect(0, 0, image.width, image.height);
    const [width, height] = [image.width * zoom, image.height * zoom];
    this.#context.drawImage(this.#bitmap, x * ratio, y * ratio, width, height);
  }
}

function bitmapOf(image: ImageData): HTMLCanvasElement {
  const bitmap = document.createElement('canvas');
  bitmap.width = image.width;
  bitmap.height = image.height;
  bitmap.getContext('2d', { alpha: false })?.putImageData(image, 0, 0);
  return bitmap;
}
