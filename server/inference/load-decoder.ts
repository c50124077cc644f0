import { readRawTensors, tensorNumbers } from '../core/pack/read-safetensors.ts';
import type { Pack } from '../core/pack/pack.ts';
import { checkFile } from './check-file.ts';
import { readPackFile } from './read-pack-file.ts';

/** The directions along which the latents of a pack write. */
export interface Decoder {
  /** The unit row of a latent, `[width]`. */
  row(latent: number): Float64Array;
}

/**
 * The decoder of the pack's autoencoder; null when the pack does not come with it.
 * @throws Error with one sentence for people when the file is damaged.
 */
export async function loadDecoder(folder: string, { sae }: Pack): Promise<Decoder | null> {
  const name = 'sae.safetensors';
  const record = sae?.files[name];
  if (sae === undefined || record === undefined) return null;
  const bytes = await readPackFile(folder, name, record.size);
  checkFile(name, bytes, record);
  const file = readRawTensors(bytes);
  const decoder = file.kind === 'tensors' ? file.tensors.get('decoder') : undefined;
  const { latents, width } = sae;
  if (decoder?.shape.join() !== `${latents},${width}`) {
    throw new Error(`The file ${name} of the pack has no decoder that fits it.`);
  }
  // Only the rows that are asked for become numbers: all of them would take ten times the room.
  const rowBytes = decoder.bytes.byteLength / latents;
  return {
    row: (latent) =>
      tensorNumbers({
        type: decoder.type,
        shape: [width],
        bytes: decoder.bytes.subarray(latent * rowBytes, (latent + 1) * rowBytes),
      }),
  };
}
