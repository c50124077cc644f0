import { createReadStream, constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { CannotDo, describeFileError } from './cannot-do.ts';
import { toPlainText } from './plain-text.ts';
import { WrongEncoding } from './read-file-lines.ts';

/** A file to scan that has been found readable. */
export interface Input {
  /** As it was named on the command line; `-` is the standard input. */
  readonly name: string;
  /** Bytes, or null where that is not known before the end. */
  readonly size: number | null;
}

const chunkBytes = 256 * 1024;

/** @throws {CannotDo} when a file is missing, a folder, or may not be read. */
export async function findInput(name: string): Promise<Input> {
  if (name === '-') return { name, size: null };
  try {
    const found = await stat(name);
    if (found.isDirectory()) throw new CannotDo(sentence(name, 'it is a folder, not a file'));
    await access(name, constants.R_OK);
    return { name, size: found.isFile() ? found.size : null };
  } catch (error) {
    throw asCannotDo(name, error);
  }
}

/**
 * The files by the path that they lead to, each once, as it was named first; a link is another file.
 * @param files paths; `-` is the standard input.
 */
export function distinctFiles(files: readonly string[]): string[] {
  const byPath = new Map<string, string>();
  for (const file of files) {
    const place = file === '-' ? '-' : path.resolve(file);
    if (!byPath.has(place)) byPath.set(place, file);
  }
  return [...byPath.values()];
}

/** @throws {CannotDo} when the standard input is named more than once: it can be read only once. */
export function checkStandardInput(files: readonly string[]): void {
  if (files.filter((file) => file === '-').length > 1) {
    throw new CannotDo('The standard input (-) can be read only once.');
  }
}

/** The bytes of an input; aborting the signal ends the stream with an AbortError. */
export function openInput(input: Input, stdin: Readable, signal: AbortSignal): Readable {
  const stream =
    input.name === '-' ? stdin : createReadStream(input.name, { highWaterMark: chunkBytes });
  return addAbortSignal(signal, stream);
}

/** Whether an error is about what was read, and not about the program. */
export function isReadError(error: unknown): boolean {
  return error instanceof WrongEncoding || (error instanceof Error && 'syscall' in error);
}

/** An error while a file was read, as a sentence that names the file. */
export function asCannotDo(name: string, error: unknown): CannotDo {
  return error instanceof CannotDo ? error : new CannotDo(sentence(name, describeFileError(error)));
}

function sentence(name: string, reason: string): string {
  const what = name === '-' ? 'The standard input' : `'${toPlainText(name)}'`;
  return `${what} cannot be scanned: ${reason}.`;
}
