import type { Pack } from '../core/pack/pack.ts';
import { readReference, type Reference } from '../core/pack/read-reference.ts';
import { readSafetensors } from '../core/pack/read-safetensors.ts';
import { checkFile } from './check-file.ts';
import { readPackFile } from './read-pack-file.ts';

/**
 * The directions of a pack, `[1 + features, width]`, unit rows; row 0 is the risk.
 * @throws Error with one sentence for people when the file is damaged.
 */
export async function loadDirections(folder: string, pack: Pack): Promise<Float32Array> {
  return (await loadReference(folder, pack)).directions;
}

/** All of the reference of a pack. Throws as `loadDirections` does. */
export async function loadReference(folder: string, pack: Pack): Promise<Reference> {
  const name = 'features.safetensors';
  const bytes = await readPackFile(folder, name, pack.files[name].size);
  checkFile(name, bytes, pack.files[name]);
  const file = readSafetensors(bytes);
  if (file.kind === 'problem') throw new Error(file.message);
  const reading = readReference(file.tensors, pack.width, pack.features.length);
  if (reading.kind === 'problem') throw new Error(reading.message);
  return reading.reference;
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
