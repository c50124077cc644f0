import { isUtf8 } from 'node:buffer';

/** One line as it was read: decoded, without its ending. */
export interface FileLine {
  /** From 1. */
  readonly number: number;
  /** Invalid bytes were read as U+FFFD. Empty when the line is too long. */
  readonly text: string;
  /** Bytes of the file up to and including this line and its ending. */
  readonly bytesRead: number;
  readonly problem: 'invalid-utf8' | 'too-long' | null;
}

/** Lines with more bytes than this are passed over: a string of the decoder must hold them. */
export const longestLine = 64 * 1024 * 1024;

/** The file is not UTF-8 at all. */
export class WrongEncoding extends Error {}

const feed = 10;
const carriageReturn = 13;

/**
 * The lines of a stream of bytes, cut as an editor cuts them: at `\n`, `\r\n` and a lone `\r`. Text after
 * the last line ending is a line, nothing after it is none. Holds one line and one chunk in memory.
 *
 * @throws {WrongEncoding} when the first bytes are the mark of UTF-16.
 */
export async function* readFileLines(
  chunks: AsyncIterable<Buffer>,
  limit = longestLine,
): AsyncGenerator<FileLine> {
  const line = new OpenLine(limit);
  let first = true;
  let afterCarriageReturn = false;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    if (first) refuseUtf16(chunk);
    first = false;
    let start = 0;
    if (afterCarriageReturn && chunk[0] === feed) {
      line.skip(1);
      start = 1;
    }
    afterCarriageReturn = false;
    for (let end = nextEnd(chunk, start); end >= 0; end = nextEnd(chunk, start)) {
      line.add(chunk.subarray(start, end));
      const isReturn = chunk[end] === carriageReturn;
      const isPair = isReturn && chunk[end + 1] === feed;
      start = end + (isPair ? 2 : 1);
      afterCarriageReturn = isReturn && start === chunk.length && !isPair;
      yield line.finish(isPair ? 2 : 1);
    }
    line.add(chunk.subarray(start));
  }
  if (line.started) yield line.finish(0);
}

/** The next line ending at or after `start`, or -1. */
function nextEnd(chunk: Buffer, start: number): number {
  const end = chunk.indexOf(feed, start);
  const within = end < 0 ? chunk.subarray(start) : chunk.subarray(start, end);
  const returned = within.indexOf(carriageReturn);
  return returned < 0 ? end : start + returned;
}

function refuseUtf16(chunk: Buffer): void {
  const littleEndian = chunk[0] === 0xff && chunk[1] === 0xfe;
  const bigEndian = chunk[0] === 0xfe && chunk[1] === 0xff;
  if (littleEndian || bigEndian) throw new WrongEncoding('it is encoded as UTF-16, not as UTF-8');
}

/** The bytes of the line that is being read. */
class OpenLine {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #size = 0;
  #number = 0;
  #bytesRead = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get started(): boolean {
    return this.#size > 0;
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#size += bytes.length;
    this.#bytesRead += bytes.length;
    if (this.#size > this.#limit) this.#parts = [];
    else this.#parts.push(bytes);
  }

  /** Counts bytes that belong to no line's text. */
  skip(bytes: number): void {
    this.#bytesRead += bytes;
  }

  finish(endingBytes: number): FileLine {
    this.#number += 1;
    this.#bytesRead += endingBytes;
    const tooLong = this.#size > this.#limit;
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    const problem = tooLong ? 'too-long' : isUtf8(bytes) ? null : 'invalid-utf8';
    return {
      number: this.#number,
      text: bytes.toString('utf8'),
      bytesRead: this.#bytesRead,
      problem,
    };
  }
}
