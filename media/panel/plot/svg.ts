import { DensityMap, styleFor } from '../model/density.ts';
import { drawOrder, type DrawOrder } from '../model/draw-order.ts';
import { toScreen, type Size } from '../model/viewport.ts';
import { placeLabels, pointsToSpare } from './labels.ts';
import { anchorReach, labelOf, labelPad, labelSize, lineHeight } from './anchor.ts';
import { markOf, markStyle, type MarkStyle } from './renderers/mark.ts';
import { noFrame, type PictureFrame } from './picture-frame.ts';
import { pointFlags, type Scene, type Viewport } from './scene.ts';
import { writeFrame } from './svg-frame.ts';
import { escapeXml, shortNumber } from './svg-text.ts';

/** Letters of the sans-serif fonts are about so wide for their size; nothing measures text here. */
const letterWidth = 0.58;

/** Groups of marks that share everything but their place, by their SVG attributes. */
type Groups = Map<string, string[]>;

/**
 * The picture of a scene as SVG 1.1: circles and rings grouped by colour, then anchors with labels, and around them
 * the axes' names and the legend.
 * @param size of the points' part, in CSS pixels.
 * @param raster address of a picture of the points to use instead of circles; null draws each of them.
 */
export function writeSvg(
  scene: Scene,
  viewport: Viewport,
  size: Size,
  raster: string | null,
  frame: PictureFrame = noFrame(size),
): string {
  const { width, height } = size;
  const { theme } = scene;
  const { size: whole, plot } = frame;
  const points =
    raster === null
      ? writePoints(scene, viewport, size)
      : `<image width="${width}" height="${height}" xlink:href="${escapeXml(raster)}"/>`;
  const [wholeWidth, wholeHeight] = [shortNumber(whole.width), shortNumber(whole.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${wholeWidth}" height="${wholeHeight}" viewBox="0 0 ${wholeWidth} ${wholeHeight}">`,
    `<rect width="${wholeWidth}" height="${wholeHeight}" fill="${escapeXml(theme.background)}"/>`,
    `<clipPath id="latent-lint-points"><rect width="${width}" height="${height}"/></clipPath>`,
    `<g transform="translate(${shortNumber(plot.x)} ${shortNumber(plot.y)})" clip-path="url(#latent-lint-points)">`,
    points,
    writeLines(scene, viewport, size),
    writeAnchors(scene, viewport, size),
    '</g>',
    writeFrame(frame, theme),
    '</svg>',
    '',
  ].join('\n');
}

function writePoints(scene: Scene, viewport: Viewport, size: Size): string {
  const { points, theme } = scene;
  const shown = styleFor(new DensityMap(points).within(viewport, size), size, theme.highContrast);
  const style = markStyle(shown, 1, theme.highContrast);
  const order = drawOrder(points);
  const plain = groupsOf(scene, viewport, size, order, [0, order.plain], style);
  const selected = groupsOf(scene, viewport, size, order, [order.plain, order.rows.length], style);
  return [...plain, ...selected]
    .map(([attributes, circles]) => `<g ${attributes}>${circles.join('')}</g>`)
    .join('\n');
}

function groupsOf(
  { points, palette, theme }: Scene,
  viewport: Viewport,
  size: Size,
  { rows }: DrawOrder,
  [from, to]: readonly [number, number],
  style: MarkStyle,
): Groups {
  const groups: Groups = new Map();
  const add = (attributes: string, x: number, y: number, radius: number) => {
    const group = groups.get(attributes) ?? [];
    groups.set(attributes, group);
    group.push(
      `<circle cx="${shortNumber(x)}" cy="${shortNumber(y)}" r="${shortNumber(radius)}"/>`,
    );
  };
  for (const row of rows.subarray(from, to)) {
    const flags = points.flags[row] ?? 0;
    const mark = markOf(points.radius[row] ?? 0, flags, style);
    const place = { x: points.x[row] ?? NaN, y: points.y[row] ?? NaN };
    const { x, y } = toScreen(viewport, size, place);
    const reach = Math.max(mark.radius, mark.ringTo);
    if (x < -reach || y < -reach || x > size.width + reach || y > size.height + reach) continue;
    const colour = escapeXml(palette[points.colour[row] ?? 0] ?? theme.foreground);
    const opacity = shortNumber(mark.opacity);
    if ((flags & pointFlags.hollow) === 0) {
      add(`fill="${colour}" fill-opacity="${opacity}"`, x, y, mark.radius);
    } else {
      const middle = (mark.radius + mark.hole) / 2;
      const stroke = shortNumber(mark.radius - mark.hole);
      const ring = `fill="none" stroke="${colour}" stroke-width="${stroke}"`;
      add(`${ring} stroke-opacity="${opacity}"`, x, y, middle);
    }
    if ((flags & pointFlags.selected) !== 0) {
      const stroke = shortNumber(mark.ringTo - mark.ringFrom);
      const ring = `fill="none" stroke="${escapeXml(theme.selection)}" stroke-width="${stroke}"`;
      add(ring, x, y, (mark.ringFrom + mark.ringTo) / 2);
    }
  }
  return groups;
}

function writeLines({ lines, points, theme }: Scene, viewport: Viewport, size: Size): string {
  const written = lines.map(([one, other]) => {
    const [from, to] = [one, other].map((row) =>
      toScreen(viewport, size, { x: points.x[row] ?? NaN, y: points.y[row] ?? NaN }),
    );
    if (from === undefined || to === undefined || Number.isNaN(from.x + from.y + to.x + to.y)) {
      return '';
    }
    return `<path d="M${shortNumber(from.x)} ${shortNumber(from.y)}L${shortNumber(to.x)} ${shortNumber(to.y)}"/>`;
  });
  return `<g stroke="${escapeXml(theme.faint)}" stroke-width="1.25">${written.join('')}</g>`;
}

function writeAnchors({ anchors, theme, points }: Scene, viewport: Viewport, size: Size): string {
  const placed = anchors
    .map((anchor) => ({ anchor, at: toScreen(viewport, size, anchor) }))
    .filter(({ at }) => Number.isFinite(at.x) && Number.isFinite(at.y));
  const marks = placed.map(({ anchor: { active }, at: { x, y } }) => {
    const reach = anchorReach(active);
    const corners = [
      [x, y - reach],
      [x + reach, y],
      [x, y + reach],
      [x - reach, y],
    ].map(([across = 0, down = 0]) => `${shortNumber(across)},${shortNumber(down)}`);
    const fill = escapeXml(active ? theme.foreground : theme.background);
    const stroke = escapeXml(theme.foreground);
    return `<polygon points="${corners.join(' ')}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`;
  });
  const boxes = placed.map(({ anchor, at }) => ({
    at,
    width: labelOf(anchor).length * labelSize * letterWidth + 2 * labelPad,
    height: lineHeight,
    first: anchor.active,
  }));
  const spared = pointsToSpare(points, viewport, size);
  const labels = placeLabels(boxes, size, spared).map((place, index) => {
    const anchor = placed[index]?.anchor;
    if (place === null || anchor === undefined) return '';
    const weight = anchor.active ? ' font-weight="bold"' : '';
    return `<text x="${shortNumber(place.x + labelPad)}" y="${shortNumber(place.y + lineHeight - 4)}"${weight}>${escapeXml(labelOf(anchor))}</text>`;
  });
  const background = escapeXml(theme.background);
  const text = `font-family="sans-serif" font-size="${labelSize}" fill="${escapeXml(theme.foreground)}"`;
  const halo = `stroke="${background}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"`;
  return `${marks.join('')}\n<g ${text} ${halo}>${labels.join('')}</g>`;
}
