import { DensityMap, styleFor } from '../model/density.ts';
import { drawOrder, type DrawOrder } from '../model/draw-order.ts';
import { toScreen, type Size } from '../model/viewport.ts';
import { placeLabels } from './labels.ts';
import { anchorReach, labelOf, labelPad, labelSize, lineHeight } from './anchor.ts';
import { markOf, markStyle, type MarkStyle } from './renderers/mark.ts';
import { pointFlags, type Scene, type Viewport } from './scene.ts';

/** Letters of the sans-serif fonts are about so wide for their size; nothing measures text here. */
const letterWidth = 0.58;

/** Groups of marks that share everything but their place, by their SVG attributes. */
type Groups = Map<string, string[]>;

/**
 * The picture of a scene as SVG 1.1: circles and rings grouped by colour, then anchors with labels.
 * @param raster address of a picture of the points to use instead of circles; null draws each of them.
 */
export function writeSvg(
  scene: Scene,
  viewport: Viewport,
  size: Size,
  raster: string | null,
): string {
  const { width, height } = size;
  const points =
    raster === null
      ? writePoints(scene, viewport, size)
      : `<image width="${width}" height="${height}" xlink:href="${escape(raster)}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${escape(scene.theme.background)}"/>`,
    points,
    writeLines(scene, viewport, size),
    writeAnchors(scene, viewport, size),
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
    group.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"/>`);
  };
  for (const row of rows.subarray(from, to)) {
    const flags = points.flags[row] ?? 0;
    const mark = markOf(points.radius[row] ?? 0, flags, style);
    const place = { x: points.x[row] ?? NaN, y: points.y[row] ?? NaN };
    const { x, y } = toScreen(viewport, size, place);
    const reach = Math.max(mark.radius, mark.ringTo);
    if (x < -reach || y < -reach || x > size.width + reach || y > size.height + reach) continue;
    const colour = escape(palette[points.colour[row] ?? 0] ?? theme.foreground);
    const opacity = short(mark.opacity);
    if ((flags & pointFlags.hollow) === 0) {
      add(`fill="${colour}" fill-opacity="${opacity}"`, x, y, mark.radius);
    } else {
      const middle = (mark.radius + mark.hole) / 2;
      const stroke = short(mark.radius - mark.hole);
      const ring = `fill="none" stroke="${colour}" stroke-width="${stroke}"`;
      add(`${ring} stroke-opacity="${opacity}"`, x, y, middle);
    }
    if ((flags & pointFlags.selected) !== 0) {
      const stroke = short(mark.ringTo - mark.ringFrom);
      const ring = `fill="none" stroke="${escape(theme.selection)}" stroke-width="${stroke}"`;
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
    return `<path d="M${short(from.x)} ${short(from.y)}L${short(to.x)} ${short(to.y)}"/>`;
  });
  return `<g stroke="${escape(theme.faint)}" stroke-width="1.25">${written.join('')}</g>`;
}

function writeAnchors({ anchors, theme }: Scene, viewport: Viewport, size: Size): string {
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
    ].map(([across = 0, down = 0]) => `${short(across)},${short(down)}`);
    const fill = escape(active ? theme.foreground : theme.background);
    const stroke = escape(theme.foreground);
    return `<polygon points="${corners.join(' ')}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`;
  });
  const boxes = placed.map(({ anchor, at }) => ({
    at,
    width: labelOf(anchor).length * labelSize * letterWidth + 2 * labelPad,
    height: lineHeight,
    first: anchor.active,
  }));
  const labels = placeLabels(boxes, size).map((place, index) => {
    const anchor = placed[index]?.anchor;
    if (place === null || anchor === undefined) return '';
    const weight = anchor.active ? ' font-weight="bold"' : '';
    return `<text x="${short(place.x + labelPad)}" y="${short(place.y + lineHeight - 4)}"${weight}>${escape(labelOf(anchor))}</text>`;
  });
  const background = escape(theme.background);
  const text = `font-family="sans-serif" font-size="${labelSize}" fill="${escape(theme.foreground)}"`;
  const halo = `stroke="${background}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"`;
  return `${marks.join('')}\n<g ${text} ${halo}>${labels.join('')}</g>`;
}

/** Text that is no markup, also within quotes; without the control characters that XML forbids. */
function escape(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- They are what is taken out.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
