import { randomBytes } from 'node:crypto';
import { readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file in a folder that is there: either the old content is there or the new one, never a part. A symbolic
 * link stays one: the file that it leads to is written.
 * @param content text, bytes, or pieces of text that are written one after the other.
 * @throws the error of the file system; the file is as it was then.
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array | Iterable<string>,
): Promise<void> {
  const target = await targetOf(file);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Where a file is, or will be: links are followed, also one that leads to nothing yet. */
async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const link = await readlink(file).catch(() => null);
  if (link === null) return file;
  return targetOf(path.resolve(await realpath(path.dirname(file)), link));
}
