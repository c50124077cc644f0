import type { Pack } from '../core/pack/pack.ts';
import { parsePack } from '../core/pack/parse-pack.ts';
import { sha256 } from './check-file.ts';
import { readPackFile } from './read-pack-file.ts';

const largestPackJson = 16e6;

/**
 * The `pack.json` of a pack, for what needs no model.
 * @throws Error with one sentence for people.
 */
export async function loadManifest(folder: string): Promise<Pack> {
  const json = await readPackFile(folder, 'pack.json', largestPackJson);
  const reading = parsePack(json.toString('utf8'), sha256(json));
  if (reading.kind === 'problem') throw new Error(reading.message);
  return reading.pack;
}
