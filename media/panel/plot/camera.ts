import {
  boundsOf,
  fit,
  limitsOf,
  panBy,
  sameView,
  showPlace,
  toMap,
  zoomAt,
  type Bounds,
  type Limits,
  type Place,
  type Size,
} from '../model/viewport.ts';
import type { Scene, Viewport } from './scene.ts';

/**
 * The view that is shown: the one that a gesture has just made or that the page gave, or the one that fits all.
 * It answers whether the view changed.
 */
export class Camera {
  #size: Size = { width: 0, height: 0 };
  #bounds: Bounds | null = null;
  #scene: Scene | null = null;
  /** Null fits everything. */
  #own: Viewport | null = null;
  /** What the page gave last, and what was reported last. */
  #given: Viewport | null = null;
  #reported: Viewport | null = null;
  #report: (viewport: Viewport) => void = () => undefined;

  get size(): Size {
    return this.#size;
  }

  get view(): Viewport {
    return this.#own ?? fit(this.#bounds, this.#size);
  }

  resize(size: Size): boolean {
    if (size.width === this.#size.width && size.height === this.#size.height) return false;
    this.#size = size;
    return true;
  }

  /** Takes what the page gives. A view that only comes back from `report` changes nothing. */
  update(scene: Scene, given: Viewport | null, report: (viewport: Viewport) => void): boolean {
    const before = this.view;
    this.#report = report;
    if (
      this.#scene?.points.x !== scene.points.x ||
      this.#scene.points.y !== scene.points.y ||
      this.#scene.anchors !== scene.anchors
    ) {
      this.#bounds = boundsOf(scene.points, scene.anchors);
    }
    this.#scene = scene;
    if (given !== this.#given) {
      this.#given = given;
      if (given === null || given !== this.#reported) this.#own = given;
    }
    return !sameView(before, this.view);
  }

  pan(right: number, down: number): boolean {
    return this.#go(panBy(this.view, right, down, this.#limits));
  }

  zoom(about: Place, factor: number): boolean {
    return this.#go(zoomAt(this.view, this.#size, about, factor, this.#limits));
  }

  zoomCentre(factor: number): boolean {
    return this.zoom({ x: this.#size.width / 2, y: this.#size.height / 2 }, factor);
  }

  fit(): boolean {
    return this.#go(fit(this.#bounds, this.#size));
  }

  show(place: Place): boolean {
    return this.#go(showPlace(this.view, this.#size, place));
  }

  toMap(place: Place): Place {
    return toMap(this.view, this.#size, place);
  }

  get #limits(): Limits {
    return limitsOf(this.#bounds, this.#size);
  }

  #go(viewport: Viewport): boolean {
    if (sameView(viewport, this.view)) return false;
    this.#own = viewport;
    this.#reported = viewport;
    this.#report(viewport);
    return true;
  }
}
