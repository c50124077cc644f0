import {
  dotRadius,
  fontSize,
  hollowWidth,
  opacityOf,
  type FrameDot,
  type FrameText,
  type PictureFrame,
} from './picture-frame.ts';
import type { PlotTheme } from './scene.ts';
import { escapeXml, shortNumber } from './svg-text.ts';

/** The axes' names and the legend of a picture as SVG. Texts are text; nothing in them is markup. */
export function writeFrame({ texts, dots }: PictureFrame, theme: PlotTheme): string {
  if (texts.length + dots.length === 0) return '';
  return [
    `<g>${dots.map((dot) => writeDot(dot, theme)).join('')}</g>`,
    `<g font-family="sans-serif" font-size="${fontSize}">`,
    ...texts.map((text) => writeText(text, theme)),
    '</g>',
  ].join('\n');
}

function writeDot({ at, colour, hollow }: FrameDot, theme: PlotTheme): string {
  const place = `cx="${shortNumber(at.x)}" cy="${shortNumber(at.y)}"`;
  const paint = escapeXml(colour ?? theme.foreground);
  if (!hollow) return `<circle ${place} r="${dotRadius}" fill="${paint}"/>`;
  const radius = dotRadius - hollowWidth / 2;
  return `<circle ${place} r="${radius}" fill="none" stroke="${paint}" stroke-width="${hollowWidth}"/>`;
}

function writeText(shown: FrameText, theme: PlotTheme): string {
  const { text, at, align, bold, upright } = shown;
  const [x, y] = [shortNumber(at.x), shortNumber(at.y)];
  const opacity = opacityOf(shown, theme);
  const attributes = [
    `x="${x}" y="${y}" fill="${escapeXml(theme.foreground)}"`,
    ...(opacity < 1 ? [`fill-opacity="${opacity}"`] : []),
    ...(align === 'start' ? [] : [`text-anchor="${align}"`]),
    ...(bold ? ['font-weight="bold"'] : []),
    ...(upright ? [`transform="rotate(-90 ${x} ${y})"`] : []),
  ];
  return `<text ${attributes.join(' ')}>${escapeXml(text)}</text>`;
}
