import { pictureLegend } from '../../model/picture-legend.ts';
import { boundsOf, fit } from '../../model/viewport.ts';
import { sentenceOf } from '../../model/words.ts';
import { usePage } from '../../page-context.tsx';
import { usePicture } from '../../picture-context.tsx';
import type { MenuItem } from '../../parts/menu.tsx';
import { toPng, toSvg } from '../../plot/picture.ts';
import { savedMap } from '../../saved-map.ts';
import { plainScene } from '../map/use-scene.ts';

/** Ways to keep what is shown, as a menu. */
export function useSaves(): MenuItem[] {
  const page = usePage();
  const picture = usePicture();
  const { source, state, rows, announce, currentState } = page;
  if (picture === null || rows === null) return [];
  const save = async (name: string, make: () => Promise<string | Uint8Array> | string) => {
    try {
      source.save(name, await make());
    } catch (error) {
      announce(sentenceOf(error));
    }
  };
  const items: MenuItem[] = [];
  if (state.view === 'map') {
    const activeId = state.colourBy.kind === 'feature' ? state.colourBy.id : null;
    const scene = plainScene(picture, activeId);
    const shot = () => {
      const size = plotSize();
      const whole = fit(boundsOf(scene.points, scene.anchors), size);
      const legend = pictureLegend(rows, picture.colouring, state.hidden);
      return { scene, viewport: currentState().viewport ?? whole, size, legend };
    };
    items.push(
      {
        label: 'Save the picture as PNG…',
        run: () => void save('map.png', () => toPng(shot())),
      },
      {
        label: 'Save the picture as SVG…',
        run: () => void save('map.svg', () => toSvg(shot())),
      },
    );
  }
  if (source.live) {
    const make = () => JSON.stringify(savedMap(page, rows, new Date()));
    items.push({ label: 'Save the state as JSON…', run: () => void save('map.json', make) });
  }
  return items;
}

/** Of the plot, in CSS pixels. */
function plotSize(): { width: number; height: number } {
  const plot = document.querySelector('.plot');
  return { width: plot?.clientWidth ?? 800, height: plot?.clientHeight ?? 600 };
}
