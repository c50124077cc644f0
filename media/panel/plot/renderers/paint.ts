import { paintOver, parseColour } from '../colour.ts';
import type { PlotTheme } from '../scene.ts';
import type { Paint } from './rasterise.ts';

/** The colours of a scene, opaque: what is transparent in a theme is painted on its background. */
export function paintOf(
  palette: readonly string[],
  theme: Pick<PlotTheme, 'background' | 'selection'>,
): Paint & { readonly backgroundStyle: string } {
  const background = paintOver(parseColour(theme.background), [0, 0, 0, 1]);
  const [red, green, blue] = background;
  return {
    palette: palette.map((colour) => paintOver(parseColour(colour), background)),
    selection: paintOver(parseColour(theme.selection), background),
    background,
    backgroundStyle: `rgb(${red} ${green} ${blue})`,
  };
}
