import type { ScoreFailure } from '../core/scoring/sample-score.ts';
import type { LineRecord, LineSummary } from './line-document.ts';

/** How many lines of a file are what, kept up to date line by line. */
export class LineCounts {
  readonly #kinds: Record<LineSummary['kind'], number> = {
    empty: 0,
    invalid: 0,
    unsupported: 0,
    sample: 0,
  };
  readonly #failed = new Map<LineRecord, ScoreFailure['reason']>();

  get samples(): number {
    return this.#kinds.sample;
  }

  /** Counts a line that was read. The nothing behind the last line break counts as no line. */
  add(line: LineRecord): void {
    this.#count(line, 1);
  }

  fail(line: LineRecord, reason: ScoreFailure['reason']): void {
    this.#failed.set(line, reason);
  }

  remove(line: LineRecord): void {
    this.#count(line, -1);
    this.#failed.delete(line);
  }

  clear(): void {
    this.#kinds.empty = 0;
    this.#kinds.invalid = 0;
    this.#kinds.unsupported = 0;
    this.#kinds.sample = 0;
    this.#failed.clear();
  }

  /** For people: everything that has no score, with the reason, for example "2 lines are not valid JSON". */
  skipped(): string[] {
    const failures = { 'nothing-to-score': 0, 'crashed-the-scorer': 0, failed: 0 };
    for (const reason of this.#failed.values()) failures[reason] += 1;
    return [
      sentence(this.#kinds.invalid, 'is not valid JSON', 'are not valid JSON'),
      sentence(
        this.#kinds.unsupported,
        'is in no known training format',
        'are in no known training format',
      ),
      sentence(this.#kinds.empty, 'is blank', 'are blank'),
      sentence(failures['nothing-to-score'], 'has no text to score', 'have no text to score'),
      sentence(failures['crashed-the-scorer'], 'stopped the model', 'stopped the model'),
      sentence(failures.failed, 'could not be scored', 'could not be scored'),
    ].filter((text) => text !== '');
  }

  #count(line: LineRecord, by: number): void {
    if (line.summary === null || (line.text === '' && line.lineBreak === '')) return;
    this.#kinds[line.summary.kind] += by;
  }
}

function sentence(count: number, one: string, many: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 line ${one}` : `${count} lines ${many}`;
}
