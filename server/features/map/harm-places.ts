import { harmPlane, heightIn, type HarmPlane } from '../../core/map/harm-plane.ts';
import type { ShownPlaces } from './map-trust.ts';
import type { SampleTable } from './sample-table.ts';

/** Where samples lie in the plane of harm, by slot. */
export class HarmPlaces {
  #directions: Float32Array | null = null;
  #plane: HarmPlane | null = null;
  #places: ShownPlaces | null = null;

  /** @param directions `[1 + features, width]`. */
  plane(directions: Float32Array, width: number): HarmPlane {
    if (this.#plane === null || this.#directions !== directions) {
      this.#directions = directions;
      this.#plane = harmPlane(directions, width);
      this.#places = null;
    }
    return this.#plane;
  }

  /** Worked out again only when a sample has changed. */
  places(table: SampleTable, directions: Float32Array): ShownPlaces {
    const plane = this.plane(directions, table.vectors.width);
    const { revision } = table;
    if (this.#places?.revision === revision) return this.#places;
    const [x, y] = [new Float32Array(table.capacity), new Float32Array(table.capacity)];
    for (let slot = 0; slot < table.capacity; slot += 1) {
      const start = slot * table.directions;
      x[slot] = table.cosines[start] ?? NaN;
      y[slot] = heightIn(plane, table.cosines, start);
    }
    this.#places = { name: 'harm', revision, x, y };
    return this.#places;
  }
}
