/** Lines `start` to `end`, both from 0 and both within. */
interface LineRun {
  readonly start: number;
  readonly end: number;
}

/** One replacement in a document, as the editor reports it: lines before it, and line breaks of the new text. */
export interface LineChange {
  /** First and last line that the replaced text touches, from 0. */
  readonly start: number;
  readonly end: number;
  /** Whether the replaced text begins at the start of its first line. */
  readonly atStart: boolean;
  /** Line breaks in the text that takes its place. */
  readonly breaks: number;
}

/** Lines in ascending order as runs without gaps: far fewer of them for a selection of neighbours. Pure. */
export function lineRuns(lines: readonly number[]): LineRun[] {
  const runs: { start: number; end: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && line <= last.end + 1) {
      last.end = Math.max(last.end, line);
    } else {
      runs.push({ start: line, end: line });
    }
  }
  return runs;
}

/**
 * Where lines are after a change. Lines before it stay, lines after it move, and those that are replaced as a
 * whole are gone. Pure.
 */
export function shiftLines(lines: readonly number[], change: LineChange): number[] {
  const moved = change.breaks - (change.end - change.start);
  if (moved === 0) {
    return [...lines];
  }
  return lines.flatMap((line) => {
    const isAfter = line > change.end || (line === change.end && change.atStart);
    if (isAfter) {
      return [line + moved];
    }
    const isBefore = line < change.start || (line === change.start && !change.atStart);
    return isBefore ? [line] : [];
  });
}
