/**
 * A line ends with LF, CRLF or a lone CR, as in VS Code and in the language-server protocol. A text with
 * n line breaks has n + 1 lines; after a line break at the very end comes one more, empty line.
 */
export type LineBreak = '\n' | '\r\n' | '\r' | '';

export interface Line {
  readonly text: string;
  /** What ends the line; only the last line of a text has none. */
  readonly lineBreak: LineBreak;
}

export interface PlacedLine extends Line {
  /** Counted from 0. */
  readonly number: number;
  /** Offset in the text of the line's first character. */
  readonly start: number;
}

/** All lines of a text, one at a time, so that a caller may pause between two. Linear in the text. */
export function* linesOf(text: string): Generator<PlacedLine, void, void> {
  let start = 0;
  let number = 0;
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  for (;;) {
    // Each search begins where the last one ended, so that no stretch of the text is searched twice.
    if (feed >= 0 && feed < start) feed = text.indexOf('\n', start);
    if (carriage >= 0 && carriage < start) carriage = text.indexOf('\r', start);
    const end = nearest(feed, carriage, text.length);
    const lineBreak = lineBreakAt(text, end);
    yield { text: text.slice(start, end), lineBreak, number, start };
    if (lineBreak === '') return;
    start = end + lineBreak.length;
    number += 1;
  }
}

/** The line break at `at`; empty at the end of the text. */
function lineBreakAt(text: string, at: number): LineBreak {
  const unit = text[at];
  if (unit === '\n') return '\n';
  if (unit === '\r') return text[at + 1] === '\n' ? '\r\n' : '\r';
  return '';
}

function nearest(feed: number, carriage: number, length: number): number {
  return Math.min(feed < 0 ? length : feed, carriage < 0 ? length : carriage);
}

/**
 * The lines of a text that arrives in chunks, such as a file that is read as a stream; the same lines as
 * `linesOf` gives for the whole text. A line is held until its end has arrived.
 */
export async function* streamLines(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<PlacedLine, void, void> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

/** Cuts chunks of a text into lines. */
export class LineSplitter {
  /** The chunks of the line that is not complete yet. */
  private parts: string[] = [];
  private heldCarriage: '' | '\r' = '';
  private number = 0;
  private start = 0;

  /** Takes the next chunk and gives the lines that it completes. */
  *push(chunk: string): Generator<PlacedLine, void, void> {
    // A CR at the end of a chunk may be the first half of a CRLF, so it waits for the next chunk.
    const text = this.heldCarriage + chunk;
    const waits = text.endsWith('\r');
    for (const { text: part, lineBreak } of linesOf(waits ? text.slice(0, -1) : text)) {
      this.parts.push(part);
      if (lineBreak !== '') yield this.complete(lineBreak);
    }
    this.heldCarriage = waits ? '\r' : '';
  }

  /** The last line. Nothing may be pushed after it. */
  *end(): Generator<PlacedLine, void, void> {
    if (this.heldCarriage !== '') {
      yield this.complete('\r');
    }
    yield this.complete('');
  }

  private complete(lineBreak: LineBreak): PlacedLine {
    const text = this.parts.join('');
    const line = { text, lineBreak, number: this.number, start: this.start };
    this.parts = [];
    this.number += 1;
    this.start += text.length + lineBreak.length;
    return line;
  }
}
