import { render } from 'preact';
import { Plot } from '../../../../media/panel/plot/plot.tsx';
import { toPng, toSvg, type PictureShot } from '../../../../media/panel/plot/picture.ts';
import {
  pointFlags,
  type Anchor,
  type PlotTheme,
  type PlotTool,
  type Points,
  type Viewport,
} from '../../../../media/panel/plot/scene.ts';

/** What a test shows; the harness keeps it as a page would. */
export interface HarnessState {
  readonly points: Points;
  readonly anchors: readonly Anchor[];
  readonly palette: readonly string[];
  readonly theme: PlotTheme;
  readonly lines: readonly (readonly [number, number])[];
  readonly tool: PlotTool;
  readonly renderer: 'auto' | 'webgl' | 'canvas';
  readonly viewport: Viewport | null;
  readonly focused: number | null;
  readonly cursor: number | null;
}

/** Everything that the plot told, in order. */
export type HarnessEvent = readonly [name: string, ...details: unknown[]];

const dark: PlotTheme = {
  background: '#1f1f1f',
  foreground: '#cccccc',
  faint: '#9d9d9d',
  selection: '#ffffff',
  focus: '#0078d4',
  highContrast: false,
};

class Harness {
  readonly events: HarnessEvent[] = [];
  readonly pointFlags = pointFlags;
  state: HarnessState = {
    points: scattered(0, 3),
    anchors: [],
    palette: ['#5b8ff9'],
    theme: dark,
    lines: [],
    tool: 'pan',
    renderer: 'auto',
    viewport: null,
    focused: null,
    cursor: null,
  };

  show(change: Partial<HarnessState>): void {
    this.state = { ...this.state, ...change };
    const { tool, renderer, viewport, ...scene } = this.state;
    document.body.style.background = scene.theme.background;
    const told =
      (name: string) =>
      (...details: unknown[]) => {
        this.events.push([name, ...details]);
      };
    render(
      <Plot
        scene={scene}
        tool={tool}
        renderer={renderer}
        viewport={viewport}
        label="Map of samples"
        onViewport={(next) => this.show({ viewport: next })}
        onSelect={(rows, mode) => {
          told('select')(Array.from(rows), mode);
          this.show({ points: selecting(this.state.points, rows) });
        }}
        onHover={told('hover')}
        onFocusRow={(row) => {
          told('focus')(row);
          this.show({ focused: row });
        }}
        onOpen={told('open')}
        onToggle={told('toggle')}
        onRenderer={told('renderer')}
      />,
      document.body,
    );
  }

  /** After two frames everything that was asked for is drawn. */
  drawn(): Promise<void> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    });
  }

  scattered = scattered;

  /** The colours of the points' canvas at places of the plot, read in the frame that draws them. */
  pixels(places: readonly (readonly [x: number, y: number])[]): Promise<number[][]> {
    this.show({ points: { ...this.state.points } });
    return new Promise((resolve, reject) => {
      requestAnimationFrame(() => {
        const drawn = document.querySelector<HTMLCanvasElement>('.plot-points');
        const copy = document.createElement('canvas');
        copy.width = drawn?.width ?? 0;
        copy.height = drawn?.height ?? 0;
        const context = copy.getContext('2d', { willReadFrequently: true });
        if (drawn === null || context === null) {
          reject(new Error('There is no canvas to read.'));
          return;
        }
        context.drawImage(drawn, 0, 0);
        resolve(places.map(([x, y]) => Array.from(context.getImageData(x, y, 1, 1).data)));
      });
    });
  }

  /** Takes the graphics context away, or gives it back, and waits until the plot has said what it does about it. */
  async loseContext(): Promise<() => Promise<void>> {
    const canvas = document.querySelector<HTMLCanvasElement>('.plot-points');
    const extension = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    if (canvas === null || !extension) throw new Error('There is no context to lose.');
    const heard = (name: string) =>
      new Promise<void>((resolve) => {
        canvas.addEventListener(name, () => resolve(), { once: true });
      });
    const lost = heard('webglcontextlost');
    extension.loseContext();
    await lost;
    return async () => {
      const restored = heard('webglcontextrestored');
      extension.restoreContext();
      await restored;
    };
  }

  picture(width: number, height: number): Promise<Uint8Array> {
    return toPng(this.#shot(width, height));
  }

  vectors(width: number, height: number): string {
    return toSvg(this.#shot(width, height));
  }

  #shot(width: number, height: number): PictureShot {
    const viewport = this.state.viewport ?? { x: 0, y: 0, scale: 40 };
    return { scene: this.state, viewport, size: { width, height }, legend: null };
  }
}

/** So many points in twelve clusters, the same every time. */
function scattered(count: number, colours: number): Points {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const points = {
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    colour: new Uint8Array(count),
    radius: new Uint8Array(count),
    flags: new Uint8Array(count),
  };
  for (let row = 0; row < count; row++) {
    const cluster = Math.floor(random() * 12);
    const spread = 0.6 + (cluster % 4) * 0.5;
    points.x[row] = Math.cos(cluster) * 5 + (random() + random() + random() - 1.5) * spread * 1.5;
    points.y[row] = Math.sin(cluster * 2) * 4 + (random() + random() + random() - 1.5) * spread;
    points.colour[row] = cluster % colours;
    points.radius[row] = 25 + Math.floor(random() * 20);
    points.flags[row] = random() < 0.05 ? pointFlags.hollow : 0;
  }
  return points;
}

function selecting(points: Points, rows: Uint32Array): Points {
  const flags = points.flags.map((bits) => bits & ~pointFlags.selected);
  for (const row of rows) flags[row] = (flags[row] ?? 0) | pointFlags.selected;
  return { ...points, flags };
}

declare global {
  interface Window {
    plotHarness: Harness;
  }
}

window.plotHarness = new Harness();
