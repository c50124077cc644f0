import type { Keywords } from '../core/keywords/keywords.ts';
import { parseKeywords } from '../core/keywords/parse-keywords.ts';
import type { Pack } from '../core/pack/pack.ts';
import { checkFile } from './check-file.ts';
import { readPackFile } from './read-pack-file.ts';

const name = 'keywords.json';

/**
 * The classifier of words of a pack; null when it comes without one.
 * @throws Error with one sentence for people when the file is damaged.
 */
export async function loadKeywords(folder: string, pack: Pack): Promise<Keywords | null> {
  if (pack.keywords === undefined) return null;
  const { file } = pack.keywords;
  const bytes = await readPackFile(folder, name, file.size);
  checkFile(name, bytes, file);
  const reading = parseKeywords(bytes.toString('utf8'));
  if (reading.kind === 'problem') throw new Error(reading.message);
  return reading.keywords;
}
