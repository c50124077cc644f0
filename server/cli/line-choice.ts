import { stat } from 'node:fs/promises';
import { CannotDo } from './cannot-do.ts';

/** A file, and which of its lines. */
export interface LineChoice {
  readonly file: string;
  /** Numbers from 1; null for all. */
  readonly lines: ReadonlySet<number> | null;
}

/** The most lines that may be named: more than anybody marks, few enough to hold. */
const mostLines = 100_000;

/**
 * `FILE` or `FILE:LINES`, where LINES are numbers and ranges such as `3,7-12`. A colon that no lines follow belongs
 * to the path, as in `C:\data\a.jsonl`, and so does all of what is a file as it stands.
 * @throws {CannotDo} for a range that is none.
 */
export async function parseLineChoice(text: string): Promise<LineChoice> {
  const colon = text.lastIndexOf(':');
  const list = text.slice(colon + 1);
  if (colon <= 0 || !/^[\d,-]+$/.test(list) || (await isFile(text))) {
    return { file: text, lines: null };
  }
  return { file: text.slice(0, colon), lines: parseLines(list, text) };
}

function parseLines(list: string, text: string): Set<number> {
  const lines = new Set<number>();
  for (const part of list.split(',')) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
    const first = Number(match?.[1] ?? 0);
    const last = Number(match?.[2] ?? first);
    if (first < 1 || last < first) {
      throw new CannotDo(`'${text}' does not end in line numbers such as 3,7-12.`);
    }
    if (lines.size + last - first >= mostLines) {
      throw new CannotDo(`'${text}' names more than ${mostLines} lines.`);
    }
    for (let line = first; line <= last; line += 1) lines.add(line);
  }
  return lines;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
