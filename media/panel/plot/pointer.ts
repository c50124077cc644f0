import type { Place } from '../model/viewport.ts';
import type { PlotTool, SelectMode } from './scene.ts';

/** What is being drawn to select with, in CSS pixels of the canvas. */
export type Shape =
  | { readonly kind: 'rectangle'; readonly from: Place; readonly to: Place }
  | { readonly kind: 'lasso'; readonly path: readonly Place[] };

/** What the pointer does to the plot. Places are CSS pixels of the canvas. */
export interface PointerActions {
  readonly tool: () => PlotTool;
  /** Whether the space bar is held, which makes every tool pan. */
  readonly spaceHeld: () => boolean;
  readonly pan: (right: number, down: number) => void;
  readonly zoom: (about: Place, factor: number) => void;
  /** Null when it left. */
  readonly hover: (place: Place | null) => void;
  readonly click: (place: Place, mode: SelectMode) => void;
  readonly open: (place: Place) => void;
  /** Null when there is none any more. */
  readonly draw: (shape: Shape | null) => void;
  readonly select: (shape: Shape, mode: SelectMode) => void;
}

interface Drag {
  readonly pointer: number;
  readonly from: Place;
  readonly pans: boolean;
  last: Place;
  /** A drag begins only when the pointer has moved for more than a trembling hand. */
  moved: boolean;
  shape: Shape | null;
}

const tremble = 4;
const lassoStep = 3;

/** Turns events of pointer and wheel into pans, zooms, clicks, rectangles and lassos. */
export class PointerTools {
  readonly #host: HTMLElement;
  readonly #actions: PointerActions;
  readonly #events = new AbortController();
  readonly #touches = new Map<number, Place>();
  #drag: Drag | null = null;

  constructor(host: HTMLElement, actions: PointerActions) {
    this.#host = host;
    this.#actions = actions;
    const { signal } = this.#events;
    host.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    host.addEventListener('pointermove', (event) => this.#move(event), { signal });
    host.addEventListener('pointerup', (event) => this.#up(event), { signal });
    host.addEventListener('pointercancel', (event) => this.#end(event.pointerId), { signal });
    host.addEventListener('pointerleave', () => actions.hover(null), { signal });
    host.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    host.addEventListener('dblclick', (event) => actions.open(this.#place(event)), { signal });
    // The middle button scrolls the page by itself in some browsers.
    host.addEventListener('auxclick', (event) => event.preventDefault(), { signal });
  }

  get dragging(): boolean {
    return this.#drag?.moved === true;
  }

  /** Forgets a drag that has begun; answers whether there was one. */
  cancel(): boolean {
    const drag = this.#drag;
    if (drag === null) return false;
    this.#end(drag.pointer);
    return drag.moved;
  }

  dispose(): void {
    this.#events.abort();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 && event.button !== 1) return;
    const place = this.#place(event);
    this.#host.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') this.#touches.set(event.pointerId, place);
    if (this.#touches.size > 1) {
      this.cancel();
      return;
    }
    if (event.button === 1) event.preventDefault();
    const pans = event.button === 1 || this.#actions.spaceHeld() || this.#actions.tool() === 'pan';
    this.#drag = {
      pointer: event.pointerId,
      from: place,
      pans,
      last: place,
      moved: false,
      shape: null,
    };
  }

  #move(event: PointerEvent): void {
    const place = this.#place(event);
    if (this.#touches.size > 1) {
      this.#pinch(event.pointerId, place);
      return;
    }
    const drag = this.#drag;
    if (drag === null) {
      this.#actions.hover(place);
      return;
    }
    if (drag.pointer !== event.pointerId) return;
    if (!drag.moved && distance(drag.from, place) < tremble) return;
    if (!drag.moved) {
      drag.moved = true;
      this.#actions.hover(null);
      this.#host.toggleAttribute('data-panning', drag.pans);
    }
    if (drag.pans) this.#actions.pan(place.x - drag.last.x, place.y - drag.last.y);
    else this.#actions.draw((drag.shape = this.#grow(drag, place)));
    drag.last = place;
  }

  #up(event: PointerEvent): void {
    const drag = this.#drag;
    this.#end(event.pointerId);
    if (drag?.pointer !== event.pointerId) return;
    if (drag.shape !== null) this.#actions.select(drag.shape, modeOf(event));
    else if (!drag.moved && event.button === 0) this.#actions.click(drag.from, modeOf(event));
  }

  #end(pointer: number): void {
    this.#touches.delete(pointer);
    if (this.#drag?.pointer !== pointer) return;
    this.#drag = null;
    this.#host.removeAttribute('data-panning');
    this.#actions.draw(null);
  }

  #grow({ from, shape }: Drag, to: Place): Shape {
    if (this.#actions.tool() !== 'lasso') return { kind: 'rectangle', from, to };
    const path = shape?.kind === 'lasso' ? shape.path : [from];
    const last = path[path.length - 1];
    if (last !== undefined && distance(last, to) < lassoStep) return { kind: 'lasso', path };
    return { kind: 'lasso', path: [...path, to] };
  }

  /** Two fingers move and scale what lies between them. */
  #pinch(pointer: number, to: Place): void {
    const from = this.#touches.get(pointer);
    const other = [...this.#touches].find(([id]) => id !== pointer)?.[1];
    if (from === undefined || other === undefined) return;
    this.#touches.set(pointer, to);
    this.#actions.pan((to.x - from.x) / 2, (to.y - from.y) / 2);
    const about = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
    const factor = distance(to, other) / Math.max(1, distance(from, other));
    if (factor > 0) this.#actions.zoom(about, factor);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    // Lines and pages of a wheel, in pixels; a trackpad's pinch comes with the control key, in small steps.
    const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? 16 : 400;
    const speed = event.ctrlKey ? 0.01 : 0.0015;
    const turn = Math.max(-400, Math.min(400, event.deltaY * unit));
    this.#actions.zoom(this.#place(event), Math.exp(-turn * speed));
  }

  #place(event: MouseEvent): Place {
    const { left, top } = this.#host.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

function modeOf({ shiftKey, altKey }: MouseEvent): SelectMode {
  return altKey ? 'remove' : shiftKey ? 'add' : 'replace';
}

function distance(one: Place, other: Place): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
