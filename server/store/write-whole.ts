import { randomBytes } from 'node:crypto';
import { readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Text, bytes, or pieces of text that are written one after the other. */
type Content = string | Uint8Array | Iterable<string>;

/**
 * Writes a file that a person named: as `writeWhole` does, but a symbolic link stays one, and the file that it leads
 * to is written.
 * @throws the error of the file system; the file is as it was then.
 */
export async function writeWholeTarget(file: string, content: Content): Promise<void> {
  await writeWhole(await targetOf(file), content);
}

/**
 * Writes a file in a folder that is there: either the old content is there or the new one, never a part. A symbolic
 * link in its place is replaced and not followed: one that came with somebody's data may lead anywhere.
 * @throws the error of the file system; the file is as it was then.
 */
export async function writeWhole(file: string, content: Content): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, file);
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
