import { drawOrder } from '../model/draw-order.ts';
import type { PictureLegend } from '../model/picture-legend.ts';
import type { Size } from '../model/viewport.ts';
import { drawOverlay } from './overlay.ts';
import { paintFrame, textMeasure } from './paint-frame.ts';
import { frameOf, noFrame, type PictureFrame } from './picture-frame.ts';
import { contentOf, drawContent } from './renderers/content.ts';
import { DensityImage } from './renderers/density-image.ts';
import type { Scene, Viewport } from './scene.ts';
import { writeSvg } from './svg.ts';

/** Beyond so many visible points an SVG holds a picture of them instead of circles. */
const mostCircles = 50_000;

/** A picture to save. */
export interface PictureShot {
  readonly scene: Scene;
  /** The view is centred in the points' part. */
  readonly viewport: Viewport;
  /** Of the points' part, in CSS pixels. */
  readonly size: Size;
  /** Null saves the points alone. */
  readonly legend: PictureLegend | null;
}

/**
 * The map as a PNG file, with its legend, drawn without a graphics card, so that it is the same everywhere.
 * @param ratio pixels of the picture for one CSS pixel.
 * Rejects with an Error when the browser cannot make a picture as large.
 */
export async function toPng(shot: PictureShot, ratio = 2): Promise<Uint8Array> {
  const { scene, viewport, size } = shot;
  const frame = frameFor(shot);
  const canvas = canvasOf(frame.size, ratio);
  const context = contextOf(canvas);
  context.fillStyle = scene.theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const points = drawPoints(scene, viewport, size, ratio);
  context.drawImage(points, Math.round(frame.plot.x * ratio), Math.round(frame.plot.y * ratio));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintFrame(context, frame, scene.theme);
  context.translate(frame.plot.x, frame.plot.y);
  context.beginPath();
  context.rect(0, 0, size.width, size.height);
  context.clip();
  const unmarked = { ...scene, focused: null, cursor: null };
  drawOverlay(context, { scene: unmarked, viewport, size, font: 'sans-serif', shape: null });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The picture is too large for this browser.');
  return new Uint8Array(await blob.arrayBuffer());
}

/** The map as an SVG file, with its legend. Labels are text; nothing in it is markup. */
export function toSvg(shot: PictureShot): string {
  const { scene, viewport, size } = shot;
  const many = drawOrder(scene.points).rows.length > mostCircles;
  const raster = many ? drawPoints(scene, viewport, size, 2).toDataURL('image/png') : null;
  return writeSvg(scene, viewport, size, raster, frameFor(shot));
}

function frameFor({ size, legend }: PictureShot): PictureFrame {
  if (legend === null) return noFrame(size);
  return frameOf(legend, size, textMeasure(contextOf(document.createElement('canvas'))));
}

function drawPoints(
  scene: Scene,
  viewport: Viewport,
  size: Size,
  ratio: number,
): HTMLCanvasElement {
  const canvas = canvasOf(size, ratio);
  const image = new ImageData(canvas.width, canvas.height);
  const raster = { width: image.width, height: image.height, pixels: image.data };
  const content = contentOf(scene.points, scene.palette, scene.theme);
  drawContent(raster, content, viewport, size, ratio, new DensityImage());
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}

function canvasOf({ width, height }: Size, ratio: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures.');
  return context;
}
