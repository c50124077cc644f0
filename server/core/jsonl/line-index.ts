import { GapList } from './gap-list.ts';
import { splitLines, type Line } from './lines.ts';

/** A place in a text as editors count: lines from 0, UTF-16 units within the line from 0. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** A change as `textDocument/didChange` tells it; without a range the text is replaced as a whole. */
export interface TextChange {
  readonly range?: { readonly start: LinePosition; readonly end: LinePosition } | undefined;
  readonly text: string;
}

/** `removed` lines from `start` on have made room for `added` new ones; all other lines are as they were. */
interface LineChange {
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

/**
 * The lines of a text that is being edited. A change costs time in the changed lines and in their distance
 * from the change before, not in the text, so thousands of changes in the order of the text (or against it)
 * cost little more than one. The lines that did not change stay the same objects.
 */
export class LineIndex {
  readonly #lines: GapList<Line>;

  constructor(text: string) {
    this.#lines = new GapList(splitLines(text));
  }

  /** At least 1: the empty text has one empty line. */
  get count(): number {
    return this.#lines.length;
  }

  /** A line; one that does not exist is empty. */
  line(number: number): Line {
    return this.#lines.at(number) ?? emptyLine;
  }

  /** The whole text. */
  text(): string {
    const parts: string[] = [];
    for (const { text, lineBreak } of this.#lines.toArray()) parts.push(text, lineBreak);
    return parts.join('');
  }

  /** Applies a change and says which lines it replaced. Places outside the text move to its nearest place. */
  update(change: TextChange): LineChange {
    const { range } = change;
    if (range === undefined) return this.#replace(0, this.count, splitLines(change.text));
    const [from, to] = inOrder(this.#clamp(range.start), this.#clamp(range.end));
    const last = this.line(to.line);
    let first = from.line;
    let text = `${this.line(from.line).text.slice(0, from.character)}${change.text}${last.text.slice(to.character)}${last.lineBreak}`;
    const before = this.line(first - 1);
    if (before.lineBreak === '\r' && text.startsWith('\n')) {
      // A CR and an LF that become neighbours are one line break, so the line before changes too.
      first -= 1;
      text = `${before.text}\r${text}`;
    }
    const added = splitLines(text);
    // The line break of the last line is part of the text; the line after it is already there.
    if (last.lineBreak !== '') added.pop();
    return this.#replace(first, to.line + 1, added);
  }

  #replace(from: number, to: number, added: readonly Line[]): LineChange {
    let start = from;
    let end = to;
    let kept = 0;
    let addedEnd = added.length;
    while (start < end && kept < addedEnd && isSame(this.#lines.at(start), added[kept])) {
      start += 1;
      kept += 1;
    }
    while (start < end && kept < addedEnd && isSame(this.#lines.at(end - 1), added[addedEnd - 1])) {
      end -= 1;
      addedEnd -= 1;
    }
    this.#lines.replace(start, end - start, added.slice(kept, addedEnd));
    return { start, removed: end - start, added: addedEnd - kept };
  }

  #clamp({ line, character }: LinePosition): LinePosition {
    if (line < 0) return { line: 0, character: 0 };
    const number = Math.min(line, this.count - 1);
    const { length } = this.line(number).text;
    if (line > number) return { line: number, character: length };
    return { line: number, character: Math.min(Math.max(character, 0), length) };
  }
}

const emptyLine: Line = { text: '', lineBreak: '' };

function isSame(a: Line | undefined, b: Line | undefined): boolean {
  return a?.text === b?.text && a?.lineBreak === b?.lineBreak;
}

function inOrder(a: LinePosition, b: LinePosition): [LinePosition, LinePosition] {
  const isReversed = a.line > b.line || (a.line === b.line && a.character > b.character);
  return isReversed ? [b, a] : [a, b];
}
