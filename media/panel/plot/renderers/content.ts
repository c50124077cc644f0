import { DensityMap, styleFor } from '../../model/density.ts';
import { drawOrder, type DrawOrder } from '../../model/draw-order.ts';
import type { Size } from '../../model/viewport.ts';
import type { PlotTheme, Points, Viewport } from '../scene.ts';
import type { DensityImage } from './density-image.ts';
import { markStyle } from './mark.ts';
import { paintOf } from './paint.ts';
import { drawPoints, fillBackground, placementOf, type Paint, type Raster } from './rasterise.ts';

/** Beyond so many points on the screen their density is drawn. */
const mostSingle = 200_000;

/** Points, and all about them that does not depend on the view. */
export interface Content {
  readonly points: Points;
  readonly order: DrawOrder;
  readonly density: DensityMap;
  readonly paint: Paint & { readonly backgroundStyle: string };
  readonly highContrast: boolean;
}

export function contentOf(
  points: Points,
  palette: readonly string[],
  theme: Pick<PlotTheme, 'background' | 'selection' | 'highContrast'>,
): Content {
  return {
    points,
    order: drawOrder(points),
    density: new DensityMap(points),
    paint: paintOf(palette, theme),
    highContrast: theme.highContrast,
  };
}

/** Whether a view shows so many points that their density is drawn rather than each of them. */
export function isDense({ density }: Content, viewport: Viewport, size: Size): boolean {
  return density.within(viewport, size) > mostSingle;
}

/**
 * Draws all points into a raster.
 * @param size of the view in CSS pixels; the raster has `ratio` times as many.
 */
export function drawContent(
  raster: Raster,
  content: Content,
  viewport: Viewport,
  size: Size,
  ratio: number,
  densityImage: DensityImage,
): void {
  const { points, order, density, paint, highContrast } = content;
  const shown = styleFor(density.within(viewport, size), size, highContrast);
  const style = markStyle(shown, ratio, highContrast);
  const place = placementOf(viewport, size, ratio);
  fillBackground(raster, paint.background);
  const dense = isDense(content, viewport, size);
  if (dense) densityImage.draw(raster, points, order, place, style.opacity, paint);
  const from = dense ? order.plain : 0;
  drawPoints(raster, points, order, [from, order.rows.length], place, style, paint);
}
