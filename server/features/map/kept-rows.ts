import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import type { MapRows } from './map-rows.ts';

/**
 * Which rows a file had when it was read last: those of its lines before the first edited one and after the last.
 * Lines are to be asked for in ascending order.
 */
export class KeptRows {
  readonly #before: MapRows;
  readonly #end: number;
  /** Lines at the start that are the same, and the first line of those at the end that are. */
  readonly #head: number;
  readonly #tail: number;
  /** What the lines at the end have moved by. */
  readonly #shift: number;
  #row: number;

  private constructor(before: MapRows, file: number, lines: readonly LineRecord[]) {
    const old = before.files[file]?.lines ?? [];
    const least = Math.min(old.length, lines.length);
    let head = 0;
    while (head < least && old[head] === lines[head]) head += 1;
    let same = 0;
    while (same < least - head && old.at(-1 - same) === lines.at(-1 - same)) same += 1;
    this.#before = before;
    this.#head = head;
    this.#tail = lines.length - same;
    this.#shift = lines.length - old.length;
    this.#row = before.files.slice(0, file).reduce((sum, { samples }) => sum + samples, 0);
    this.#end = this.#row + (before.files[file]?.samples ?? 0);
  }

  /** Null when the file has not been read before. */
  static of(before: MapRows | null, scan: FileScan, lines: readonly LineRecord[]): KeptRows | null {
    const file = before?.files.findIndex((each) => each.scan === scan) ?? -1;
    return before === null || file < 0 ? null : new KeptRows(before, file, lines);
  }

  /** The row that this line had; -1 when it had none, or when something else is known of the line by now. */
  rowOf(line: number, { summary }: LineRecord): number {
    if (line >= this.#head && line < this.#tail) return -1;
    const wanted = line < this.#head ? line : line - this.#shift;
    const { line: lines, summaries } = this.#before;
    while (this.#row < this.#end && (lines[this.#row] ?? 0) < wanted) this.#row += 1;
    const row = this.#row;
    const found = row < this.#end && lines[row] === wanted && summaries[row] === summary;
    return found ? row : -1;
  }
}
