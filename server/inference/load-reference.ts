import type { Pack } from '../core/pack/pack.ts';
import { readReference, type Reference } from '../core/pack/read-reference.ts';
import { readSafetensors } from '../core/pack/read-safetensors.ts';
import { checkFile } from './check-file.ts';
import { readPackFile } from './read-pack-file.ts';

/**
 * The reference of a pack: its directions and what else `features.safetensors` holds.
 * @throws Error with one sentence for people when the file is damaged.
 */
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
