import { drawOrder } from '../model/draw-order.ts';
import { drawOverlay } from './overlay.ts';
import { contentOf, drawContent } from './renderers/content.ts';
import { DensityImage } from './renderers/density-image.ts';
import type { Scene, Viewport } from './scene.ts';
import { writeSvg } from './svg.ts';

/** Beyond so many visible points an SVG holds a picture of them instead of circles. */
const mostCircles = 50_000;

/**
 * The map as a PNG file, drawn without a graphics card, so that it is the same everywhere.
 * @param width, height in CSS pixels; the view is centred in it.
 * @param ratio pixels of the picture for one CSS pixel.
 * Rejects with an Error when the browser cannot make a picture as large.
 */
export async function toPng(
  scene: Scene,
  viewport: Viewport,
  width: number,
  height: number,
  ratio = 2,
): Promise<Uint8Array> {
  const canvas = drawPoints(scene, viewport, width, height, ratio);
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const unmarked = { ...scene, focused: null, cursor: null };
  const size = { width, height };
  drawOverlay(context, { scene: unmarked, viewport, size, font: 'sans-serif', shape: null });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The picture is too large for this browser.');
  return new Uint8Array(await blob.arrayBuffer());
}

/** The map as an SVG file. Labels are text; nothing in it is markup. */
export function toSvg(scene: Scene, viewport: Viewport, width: number, height: number): string {
  const many = drawOrder(scene.points).rows.length > mostCircles;
  const raster = many ? drawPoints(scene, viewport, width, height, 2).toDataURL('image/png') : null;
  return writeSvg(scene, viewport, { width, height }, raster);
}

function drawPoints(
  scene: Scene,
  viewport: Viewport,
  width: number,
  height: number,
  ratio: number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  const image = new ImageData(canvas.width, canvas.height);
  const raster = { width: image.width, height: image.height, pixels: image.data };
  const content = contentOf(scene.points, scene.palette, scene.theme);
  drawContent(raster, content, viewport, { width, height }, ratio, new DensityImage());
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures.');
  return context;
}
