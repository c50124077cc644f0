import type { PlotTool, Scene, SelectMode, Viewport } from './scene.ts';

/** What the plot is given, and whom it tells. */
export interface PlotInput {
  readonly scene: Scene;
  readonly tool: PlotTool;
  /** `auto` is WebGL where there is one, else canvas. */
  readonly renderer: 'auto' | 'webgl' | 'canvas';
  /** Null fits everything, also after the plot's size or its points changed. */
  readonly viewport: Viewport | null;
  /** What a screen reader says of the plot. */
  readonly label: string;
  readonly onViewport: (viewport: Viewport) => void;
  /** Rows in no particular order; none with `replace` clears the selection. */
  readonly onSelect: (rows: Uint32Array, mode: SelectMode) => void;
  readonly onHover: (row: number | null) => void;
  readonly onFocusRow: (row: number | null) => void;
  readonly onOpen: (row: number) => void;
  readonly onToggle: (row: number) => void;
  /** @param sentence why it is not WebGL, when that was wanted; null when all is as wanted. */
  readonly onRenderer: (used: 'webgl' | 'canvas', sentence: string | null) => void;
}

/** The parts of the plot in one element of the page. */
export class PlotView {
  readonly #points: HTMLCanvasElement;

  constructor(host: HTMLElement, input: PlotInput) {
    this.#points = document.createElement('canvas');
    host.append(this.#points);
    input.onRenderer('canvas', null);
  }

  update(input: PlotInput): void {
    const { width, height } = this.#points;
    const context = this.#points.getContext('2d');
    if (context === null) return;
    context.clearRect(0, 0, width, height);
    const { points, palette } = input.scene;
    const { x = 0, y = 0, scale = 1 } = input.viewport ?? {};
    for (let row = 0; row < points.count; row++) {
      context.fillStyle = palette[points.colour[row] ?? 0] ?? 'grey';
      const left = ((points.x[row] ?? NaN) - x) * scale + width / 2;
      context.fillRect(left, ((points.y[row] ?? NaN) - y) * scale + height / 2, 3, 3);
    }
  }

  dispose(): void {
    this.#points.remove();
  }
}
