import { dotRadius, fontSize, hollowWidth, opacityOf, type PictureFrame } from './picture-frame.ts';
import type { PlotTheme } from './scene.ts';

const family = 'sans-serif';

/** Draws the axes' names and the legend of a picture. */
export function paintFrame(
  context: CanvasRenderingContext2D,
  { texts, dots }: PictureFrame,
  theme: PlotTheme,
): void {
  for (const { at, colour, hollow } of dots) {
    context.beginPath();
    context.arc(at.x, at.y, hollow ? dotRadius - hollowWidth / 2 : dotRadius, 0, 2 * Math.PI);
    context.fillStyle = context.strokeStyle = colour ?? theme.foreground;
    context.lineWidth = hollowWidth;
    if (hollow) context.stroke();
    else context.fill();
  }
  context.textBaseline = 'alphabetic';
  for (const shown of texts) {
    const { text, at, align, bold, upright } = shown;
    context.save();
    context.translate(at.x, at.y);
    if (upright) context.rotate(-Math.PI / 2);
    context.font = fontOf(bold);
    context.textAlign = align === 'middle' ? 'center' : align;
    context.globalAlpha = opacityOf(shown, theme);
    context.fillStyle = theme.foreground;
    context.fillText(text, 0, 0);
    context.restore();
  }
}

/** How wide texts of a frame are in this browser. */
export function textMeasure(
  context: CanvasRenderingContext2D,
): (text: string, bold: boolean) => number {
  return (text, bold) => {
    context.font = fontOf(bold);
    return context.measureText(text).width;
  };
}

function fontOf(bold: boolean): string {
  return `${bold ? 'bold ' : ''}${fontSize}px ${family}`;
}
