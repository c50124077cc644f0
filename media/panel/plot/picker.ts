import {
  nearestInDirection,
  nearestPoint,
  rowsInPolygon,
  rowsInRectangle,
  type Direction,
} from '../model/picking.ts';
import { PointIndex } from '../model/point-grid.ts';
import type { Place } from '../model/viewport.ts';
import type { Camera } from './camera.ts';
import type { Shape } from './pointer.ts';
import type { Points } from './scene.ts';

/** How far from a point the pointer may be, in CSS pixels. */
const reach = 10;

/** Which rows are meant by places on the screen. Its index is made when it is first asked. */
export class Picker {
  readonly #camera: Camera;
  #points: Points | null = null;
  #index: PointIndex | null = null;

  constructor(camera: Camera) {
    this.#camera = camera;
  }

  setPoints(points: Points): void {
    this.#points = points;
  }

  at(place: Place): number | null {
    const radius = reach / this.#camera.view.scale;
    const index = this.#current();
    return index && nearestPoint(index, this.#camera.toMap(place), radius);
  }

  within(shape: Shape): Uint32Array {
    const index = this.#current();
    if (index === null) return new Uint32Array(0);
    if (shape.kind === 'lasso') {
      return rowsInPolygon(
        index,
        shape.path.map((place) => this.#camera.toMap(place)),
      );
    }
    const from = this.#camera.toMap(shape.from);
    const to = this.#camera.toMap(shape.to);
    return rowsInRectangle(index, {
      left: Math.min(from.x, to.x),
      right: Math.max(from.x, to.x),
      bottom: Math.min(from.y, to.y),
      top: Math.max(from.y, to.y),
    });
  }

  /** From a visible row to the next one that way; else the visible row nearest to the centre of the view. */
  next(row: number | null, direction: Direction): number | null {
    const index = this.#current();
    if (index === null) return null;
    return row !== null && index.isVisible(row)
      ? nearestInDirection(index, row, direction)
      : nearestPoint(index, this.#camera.view);
  }

  #current(): PointIndex | null {
    if (this.#points === null) return null;
    if (this.#index?.points !== this.#points) {
      this.#index = new PointIndex(this.#points, this.#index);
    }
    return this.#index;
  }
}
