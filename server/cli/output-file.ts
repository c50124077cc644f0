import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeWholeTarget } from '../store/write-whole.ts';
import { CannotDo, describeFileError } from './cannot-do.ts';
import { toPlainText } from './plain-text.ts';

/** A file that a command will write, checked before the work begins. */
export interface OutputFile {
  /** As it was named. */
  readonly name: string;
  /** Where a link leads to, so that writing does not put a file in the place of the link. */
  readonly place: string;
}

/**
 * Looks whether a file can be written, before hours are spent on what goes into it.
 * @param inputs files that are read: none of them is written over.
 * @throws {CannotDo} with one sentence.
 */
export async function checkOutput(name: string, inputs: readonly string[]): Promise<OutputFile> {
  const shown = toPlainText(name);
  if (name === '-') throw new CannotDo('The output is a file, not the standard output; name one.');
  const place = await realpath(name).catch(() => path.resolve(name));
  for (const input of inputs) {
    const other = await realpath(input).catch(() => path.resolve(input));
    if (other === place) throw new CannotDo(`'${shown}' is one of the files that are read.`);
  }
  const found = await stat(place).catch(() => null);
  if (found?.isDirectory() === true || /[\\/]$/.test(name)) {
    throw new CannotDo(`'${shown}' cannot be written: it is a folder, not a file.`);
  }
  if (found !== null && !found.isFile()) {
    throw new CannotDo(`'${shown}' cannot be written: it is not an ordinary file.`);
  }
  const folder = path.dirname(place);
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = isMissing ? 'its folder does not exist' : 'its folder may not be written to';
    throw new CannotDo(`'${shown}' cannot be written: ${reason}.`, { cause: error });
  }
  return { name, place };
}

/**
 * Looks whether `.latent-lint`, or a folder in it, can be written to where the command runs, before the model works for
 * what goes there. What is missing is made later.
 * @throws {CannotDo} with one sentence.
 */
export async function checkKeeping(folder: string): Promise<void> {
  const shown = path.posix.join('.latent-lint', folder);
  const parts = shown.split('/');
  for (let length = parts.length; length >= 0; length -= 1) {
    const place = path.join(process.cwd(), ...parts.slice(0, length));
    try {
      if (!(await stat(place)).isDirectory()) {
        throw new CannotDo(
          `Nothing can be kept in ${shown}: a file lies where its folder should be.`,
        );
      }
      await access(place, constants.W_OK);
      return;
    } catch (error) {
      if (error instanceof CannotDo) throw error;
      // What is missing is made in the folder above.
      const isAbsent =
        error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR)$/.test(String(error.code));
      if (!isAbsent) {
        const reason = describeFileError(error, 'written');
        throw new CannotDo(`Nothing can be kept in ${shown}: ${reason}.`, { cause: error });
      }
    }
  }
}

/** Writes a file as a whole: it is there complete, or as it was. Throws {CannotDo} with one sentence. */
export async function writeOutput(
  { name, place }: OutputFile,
  content: string | Uint8Array,
): Promise<void> {
  try {
    await writeWholeTarget(place, content);
  } catch (error) {
    const reason = describeFileError(error, 'written');
    throw new CannotDo(`'${toPlainText(name)}' cannot be written: ${reason}.`, { cause: error });
  }
}
