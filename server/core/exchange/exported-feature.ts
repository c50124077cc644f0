import type { OwnFeature } from '../own-features/own-feature.ts';
import { writeNpy } from './read-npy.ts';
import { spaceKey, writeSafetensors } from './write-safetensors.ts';

/**
 * The direction of a feature as a file for other tools, with the pack that it belongs to where the format has a place
 * for it.
 * @param file says by its ending which format it is.
 * @returns null when it ends neither with `.npy` nor with `.safetensors`.
 */
export function exportedFeature(
  file: string,
  { id, direction, pack }: OwnFeature,
): Uint8Array | null {
  if (/\.npy$/i.test(file)) return writeNpy(direction);
  if (!/\.safetensors$/i.test(file)) return null;
  return writeSafetensors('direction', direction, {
    [spaceKey]: 'whitened',
    feature: id,
    pack: `${pack.name} ${pack.version}`,
    pack_hash: pack.hash,
  });
}
