import type { Place } from '../model/viewport.ts';
import { Camera } from './camera.ts';
import { FrameMeter } from './frame-meter.ts';
import { KeyTools } from './key-tools.ts';
import type { KeyCommand } from './keyboard.ts';
import { drawOverlay, rowOnMap } from './overlay.ts';
import { Picker } from './picker.ts';
import { deviceRatio, PointLayer, type WantedRenderer } from './point-layer.ts';
import { PointerTools, type PointerActions, type Shape } from './pointer.ts';
import type { PlotTool, Scene, SelectMode, Viewport } from './scene.ts';

/** What the plot is given, and whom it tells. */
export interface PlotInput {
  readonly scene: Scene;
  readonly tool: PlotTool;
  readonly renderer: WantedRenderer;
  /** Null fits everything, also after the plot's size or its points changed. */
  readonly viewport: Viewport | null;
  /** What a screen reader says of the plot. */
  readonly label: string;
  readonly onViewport: (viewport: Viewport) => void;
  /** Rows in ascending order; none with `replace` clears the selection. */
  readonly onSelect: (rows: Uint32Array, mode: SelectMode) => void;
  readonly onHover: (row: number | null) => void;
  readonly onFocusRow: (row: number | null) => void;
  readonly onOpen: (row: number) => void;
  readonly onToggle: (row: number) => void;
  /** @param sentence why it is not WebGL, when that was wanted; null when all is as wanted. */
  readonly onRenderer: (used: 'webgl' | 'canvas', sentence: string | null) => void;
}

/** The parts of the plot in one element of the page. It draws once a frame at most, and only what changed. */
export class PlotView {
  readonly #host: HTMLElement;
  readonly #camera = new Camera();
  readonly #picker = new Picker(this.#camera);
  readonly #meter = new FrameMeter();
  readonly #overlay = document.createElement('canvas');
  readonly #layer: PointLayer;
  readonly #pointer: PointerTools;
  readonly #keys: KeyTools;
  readonly #resizes: ResizeObserver;
  #input: PlotInput;
  #shape: Shape | null = null;
  /** Where the pointer rests, and what was last said to lie there. */
  #pointerAt: Place | null = null;
  #hovered: number | null = null;
  #frame = 0;
  #changed = { points: true, view: true, overlay: true, hover: false };

  constructor(host: HTMLElement, input: PlotInput) {
    this.#host = host;
    this.#input = input;
    this.#overlay.className = 'plot-overlay';
    host.append(this.#overlay);
    this.#layer = new PointLayer(host, {
      renewed: () => this.#draw('points'),
      stale: () => this.#draw('view'),
      renderer: (used, sentence) => this.#input.onRenderer(used, sentence),
    });
    this.#pointer = new PointerTools(host, this.#actions());
    this.#keys = new KeyTools(host, (command) => this.#run(command));
    this.#resizes = new ResizeObserver(() => this.#resize());
    this.#resizes.observe(host);
    this.#picker.setPoints(input.scene.points);
    this.#camera.update(input.scene, input.viewport, input.onViewport);
    this.#layer.want(input.renderer);
    this.#resize();
  }

  update(input: PlotInput): void {
    const { scene } = this.#input;
    this.#input = input;
    this.#layer.want(input.renderer);
    this.#picker.setPoints(input.scene.points);
    const { points, palette, theme } = input.scene;
    if (points !== scene.points) this.#draw('points');
    if (palette !== scene.palette || theme !== scene.theme) this.#draw('points');
    if (input.scene !== scene) this.#draw('overlay');
    if (this.#camera.update(input.scene, input.viewport, input.onViewport)) this.#draw('view');
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#resizes.disconnect();
    this.#pointer.dispose();
    this.#keys.dispose();
    this.#layer.dispose();
    this.#overlay.remove();
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    if (this.#camera.resize({ width, height })) this.#draw('view');
  }

  #draw(what: 'points' | 'view' | 'overlay' | 'hover'): void {
    this.#changed[what] = true;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawFrame());
  }

  #drawFrame(): void {
    this.#frame = 0;
    const changed = this.#changed;
    this.#changed = { points: false, view: false, overlay: false, hover: false };
    const { width, height } = this.#camera.size;
    if (width === 0 || height === 0) {
      // Hidden for now: all is drawn when there is room again.
      this.#changed = { ...changed, hover: false };
      return;
    }
    const { points, palette, theme } = this.#input.scene;
    if (changed.points || changed.view || changed.overlay) {
      this.#meter.begin();
      if (changed.points) this.#layer.setPoints(points, palette, theme);
      if (changed.points || changed.view) this.#layer.draw(this.#camera.view, width, height);
      this.#drawOverlay();
      this.#meter.end();
    }
    if (!this.#pointer.dragging) this.#reportHover();
  }

  #drawOverlay(): void {
    const { size, view: viewport } = this.#camera;
    const ratio = deviceRatio();
    const canvas = this.#overlay;
    // Setting a canvas's size empties it as well.
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const font = getComputedStyle(this.#host).fontFamily;
    drawOverlay(context, { scene: this.#input.scene, viewport, size, font, shape: this.#shape });
  }

  #reportHover(): void {
    const row = this.#pointerAt === null ? null : this.#picker.at(this.#pointerAt);
    if (row === this.#hovered) return;
    this.#hovered = row;
    this.#input.onHover(row);
  }

  #moved(changed: boolean): void {
    if (changed) this.#draw('view');
  }

  #actions(): PointerActions {
    return {
      tool: () => this.#input.tool,
      spaceHeld: () => this.#keys.takeSpace(),
      pan: (right, down) => this.#moved(this.#camera.pan(right, down)),
      zoom: (about, factor) => this.#moved(this.#camera.zoom(about, factor)),
      hover: (place) => {
        this.#pointerAt = place;
        this.#draw('hover');
      },
      click: (place, mode) => this.#click(this.#picker.at(place), mode),
      open: (place) => {
        const row = this.#picker.at(place);
        if (row !== null) this.#input.onOpen(row);
      },
      draw: (shape) => {
        if (shape === this.#shape) return;
        this.#shape = shape;
        this.#draw('overlay');
      },
      select: (shape, mode) => this.#input.onSelect(this.#picker.within(shape), mode),
    };
  }

  #click(row: number | null, mode: SelectMode): void {
    const { onFocusRow, onSelect, onToggle } = this.#input;
    if (row === null) {
      if (mode === 'replace') onSelect(new Uint32Array(0), mode);
      return;
    }
    if (mode === 'add') onToggle(row);
    else onSelect(Uint32Array.of(row), mode);
    onFocusRow(row);
  }

  #run(command: KeyCommand): boolean {
    const { scene, onFocusRow, onOpen, onToggle } = this.#input;
    const { focused } = scene;
    switch (command.do) {
      case 'go': {
        const row = this.#picker.next(focused, command.direction);
        const place = row === null ? null : rowOnMap(scene, row);
        if (row === null || place === null) return true;
        this.#moved(this.#camera.show(place));
        onFocusRow(row);
        return true;
      }
      case 'zoom':
        this.#moved(this.#camera.zoomCentre(command.factor));
        return true;
      case 'fit':
        this.#moved(this.#camera.fit());
        return true;
      case 'open':
        if (focused !== null) onOpen(focused);
        return focused !== null;
      case 'toggle':
        if (focused !== null) onToggle(focused);
        return focused !== null;
      case 'leave':
        if (this.#pointer.cancel()) return true;
        if (focused !== null) onFocusRow(null);
        return focused !== null;
    }
  }
}
