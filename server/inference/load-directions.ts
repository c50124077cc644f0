import type { Pack } from '../core/pack/pack.ts';
import { loadReference } from './load-reference.ts';

/**
 * The directions of a pack, `[1 + features, width]`, unit rows; row 0 is the risk.
 * @throws Error with one sentence for people when the file is damaged.
 */
export async function loadDirections(folder: string, pack: Pack): Promise<Float32Array> {
  return (await loadReference(folder, pack)).directions;
}

/** The directions of a pack, read when they are first wanted. */
export class PackDirections {
  readonly #folder: string;
  readonly #pack: Pack;
  #loaded: Promise<Float32Array> | null = null;

  constructor(folder: string, pack: Pack) {
    this.#folder = folder;
    this.#pack = pack;
  }

  /** See `loadDirections`. */
  load(): Promise<Float32Array> {
    this.#loaded ??= loadDirections(this.#folder, this.#pack);
    return this.#loaded;
  }
}
