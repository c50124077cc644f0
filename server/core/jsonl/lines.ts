/**
 * A line ends with LF, CRLF or a lone CR, as in VS Code and in the language-server protocol. A text with
 * n line breaks has n + 1 lines; after a line break at the very end comes one more, empty line.
 */
type LineBreak = '\n' | '\r\n' | '\r' | '';

/** A line of a text, without and with what ends it. */
export interface Line {
  readonly text: string;
  /** What ends the line; only the last line of a text has none. */
  readonly lineBreak: LineBreak;
}

/** All lines of a text. Linear in the text. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  for (;;) {
    // Each search begins where the last one ended, so that no stretch of the text is searched twice.
    if (feed >= 0 && feed < start) feed = text.indexOf('\n', start);
    if (carriage >= 0 && carriage < start) carriage = text.indexOf('\r', start);
    const end = nearest(feed, carriage, text.length);
    const lineBreak = lineBreakAt(text, end);
    lines.push({ text: text.slice(start, end), lineBreak });
    if (lineBreak === '') return lines;
    start = end + lineBreak.length;
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
