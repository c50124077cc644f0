import { CanvasPoints } from './renderers/canvas-points.ts';
import { isDrawnByProcessor } from './renderers/graphics-card.ts';
import { WebglPoints } from './renderers/webgl-points.ts';
import type { PlotTheme, PointRenderer, Points, Viewport } from './scene.ts';

/** `auto` is WebGL where a graphics card draws it, else canvas; `webgl` is canvas only where there is no WebGL. */
export type WantedRenderer = 'auto' | 'webgl' | 'canvas';
type UsedRenderer = 'webgl' | 'canvas';

const absent = 'The map is drawn without a graphics card, since there is none for it here.';
const slow = 'This machine draws WebGL without a graphics card, so the map is drawn without it.';
const lost = 'The map is drawn without the graphics card for now, since that was lost.';

interface Drawer {
  readonly kind: UsedRenderer;
  readonly canvas: HTMLCanvasElement;
  readonly renderer: PointRenderer;
}

/** What the layer tells. */
interface LayerEvents {
  /** It has to be given its points again, and drawn. */
  readonly renewed: () => void;
  /** It has to be drawn again. */
  readonly stale: () => void;
  /** @param sentence why it is not WebGL, when that was wanted. */
  readonly renderer: (used: UsedRenderer, sentence: string | null) => void;
}

/** The canvas of the points, and which renderer draws on it: WebGL while there is one that is quicker, else canvas-2D. */
export class PointLayer {
  readonly #host: HTMLElement;
  readonly #events: LayerEvents;
  #wanted: WantedRenderer | null = null;
  #drawer: Drawer | null = null;
  /** The canvas of a graphics context that was lost and may come back. */
  #waiting: Drawer | null = null;

  constructor(host: HTMLElement, events: LayerEvents) {
    this.#host = host;
    this.#events = events;
  }

  want(wanted: WantedRenderer): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.dispose();
    this.#use(...this.#choose(wanted));
  }

  setPoints(points: Points, palette: readonly string[], theme: PlotTheme): void {
    this.#drawer?.renderer.setPoints(points, palette, theme);
  }

  draw(viewport: Viewport, width: number, height: number): void {
    this.#drawer?.renderer.draw(viewport, width, height);
  }

  dispose(): void {
    for (const drawer of [this.#drawer, this.#waiting]) {
      drawer?.renderer.dispose();
      drawer?.canvas.remove();
    }
    this.#drawer = null;
    this.#waiting = null;
  }

  /** What draws, and why it is not WebGL when that was wanted. */
  #choose(wanted: WantedRenderer): [Drawer, string | null] {
    if (wanted === 'canvas') return [this.#makeCanvas(), null];
    const webgl = this.#makeWebgl();
    if (webgl === null) return [this.#makeCanvas(), absent];
    if (wanted === 'webgl' || !isSlow(webgl.canvas)) return [webgl, null];
    webgl.renderer.dispose();
    return [this.#makeCanvas(), slow];
  }

  #use(drawer: Drawer, sentence: string | null): void {
    this.#drawer = drawer;
    this.#host.prepend(drawer.canvas);
    this.#events.renewed();
    this.#events.renderer(drawer.kind, sentence);
  }

  #makeCanvas(): Drawer {
    const canvas = newCanvas();
    const renderer = new CanvasPoints(canvas, deviceRatio, this.#events.stale);
    return { kind: 'canvas', canvas, renderer };
  }

  #makeWebgl(): Drawer | null {
    const canvas = newCanvas();
    const renderer = webglOn(canvas);
    if (renderer === null) return null;
    const drawer: Drawer = { kind: 'webgl', canvas, renderer };
    canvas.addEventListener('webglcontextlost', (event) => {
      // Without this the browser never gives the context back.
      event.preventDefault();
      if (this.#drawer?.canvas === canvas) this.#lose(this.#drawer);
    });
    canvas.addEventListener('webglcontextrestored', () => {
      if (this.#waiting?.canvas === canvas) this.#regain(canvas);
    });
    return drawer;
  }

  #lose(drawer: Drawer): void {
    this.#waiting = drawer;
    drawer.canvas.remove();
    this.#use(this.#makeCanvas(), lost);
  }

  #regain(canvas: HTMLCanvasElement): void {
    const renderer = webglOn(canvas);
    if (renderer === null) return;
    this.#drawer?.renderer.dispose();
    this.#drawer?.canvas.remove();
    this.#waiting = null;
    this.#use({ kind: 'webgl', canvas, renderer }, null);
  }
}

function webglOn(canvas: HTMLCanvasElement): PointRenderer | null {
  try {
    return new WebglPoints(canvas, deviceRatio);
  } catch {
    // No WebGL, or one that refuses the shaders: the other renderer shows the same.
    return null;
  }
}

/** WebGL that the processor draws takes several times as long as drawing without it. */
function isSlow(canvas: HTMLCanvasElement): boolean {
  const gl = canvas.getContext('webgl2');
  return gl !== null && isDrawnByProcessor(gl);
}

function newCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'plot-points';
  return canvas;
}

/** More than two pixels for one are not seen, and cost as much as they are many. */
export function deviceRatio(): number {
  return Math.max(1, Math.min(2, window.devicePixelRatio));
}
