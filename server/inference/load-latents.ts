import { parseLatents, whyNoLatents, type Latent } from '../core/pack/latents.ts';
import type { Pack } from '../core/pack/pack.ts';
import { checkFile } from './check-file.ts';
import { readPackFile } from './read-pack-file.ts';

/**
 * What the pack says of its latents. The autoencoder is checked too, so that a damaged one is refused before
 * a sample is scored with it.
 * @throws Error with one sentence for people when the pack has no autoencoder that fits it.
 */
export async function loadLatents(folder: string, pack: Pack): Promise<readonly Latent[]> {
  const problem = whyNoLatents(pack);
  if (problem !== null || pack.sae === undefined) throw new Error(problem ?? '');
  const { files } = pack.sae;
  const read = async (name: 'sae.onnx' | 'latents.json'): Promise<Buffer> => {
    const bytes = await readPackFile(folder, name, files[name].size);
    checkFile(name, bytes, files[name]);
    return bytes;
  };
  await read('sae.onnx');
  const reading = parseLatents((await read('latents.json')).toString('utf8'), pack.sae);
  if (reading.kind === 'problem') throw new Error(reading.message);
  return reading.latents;
}
