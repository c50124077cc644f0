import { open } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reads a file of at most `most` bytes; a larger one is refused before it is read.
 * @throws Error with one sentence that names the file.
 */
export async function readPackFile(folder: string, name: string, most: number): Promise<Buffer> {
  const file = await open(join(folder, name)).catch((error: unknown) => {
    throw new Error(`The file ${name} of the pack cannot be read.`, { cause: error });
  });
  try {
    const { size } = await file.stat();
    if (size > most) throw new Error(`The file ${name} of the pack is larger than it should be.`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
