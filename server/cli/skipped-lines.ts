import { toPlainText } from './plain-text.ts';
import { countLines } from './wording.ts';

/** Why a line does not count: it holds no sample, has no score, is not trained, or is on the ignore list. */
export type SkipReason = 'empty' | 'invalid' | 'unsupported' | 'untrained' | 'ignored';

export interface SkippedLine {
  /** As it was named on the command line. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** One sentence; null when the reason says all. */
  readonly message: string | null;
}

const words: Readonly<Record<SkipReason, readonly [one: string, many: string]>> = {
  ignored: ['is on the ignore list and never flagged', 'are on the ignore list and never flagged'],
  untrained: [
    'is not trained and does not count as ordinary',
    'are not trained and do not count as ordinary',
  ],
  empty: ['is blank', 'are blank'],
  invalid: ['could not be read', 'could not be read'],
  unsupported: ['has no score', 'have no score'],
};
const order = Object.keys(words) as readonly SkipReason[];

/** The lines of each kind that are named; the rest is counted. */
const named = 5;

/** Which lines a command passed over, in bounded memory. */
export class SkippedLines {
  readonly #counts = new Map<SkipReason, number>();
  readonly #first = new Map<SkipReason, SkippedLine[]>();

  add(reason: SkipReason, { file, line, message }: SkippedLine): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
    const first = this.#first.get(reason) ?? [];
    if (first.length < named) this.#first.set(reason, [...first, { file, line, message }]);
  }

  /** How many, why, and the first few: lines of text that cannot control the terminal. None when none was skipped. */
  describe(): string[] {
    return order.flatMap((reason) => {
      const count = this.#counts.get(reason) ?? 0;
      return count === 0 ? [] : describeKind(reason, count, this.#first.get(reason) ?? []);
    });
  }
}

/** Says on the standard error what was passed over; nothing when all lines counted. */
export function saySkipped(skipped: SkippedLines): void {
  const lines = skipped.describe();
  if (lines.length > 0) process.stderr.write(`latent-lint: ${lines.join('\n')}\n`);
}

function describeKind(reason: SkipReason, count: number, first: readonly SkippedLine[]): string[] {
  const [one, many] = words[reason];
  const sentence = countLines(count, one, many);
  const left = count - first.length;
  const rest = left > 0 ? [`and ${left} more`] : [];
  if (first.every(({ message }) => message === null)) {
    return [`${sentence} (${[...first.map(placeOf), ...rest].join(', ')}).`];
  }
  const reasons = first.map((line) =>
    line.message === null ? placeOf(line) : `${placeOf(line)}  ${toPlainText(line.message)}`,
  );
  return [`${sentence}:`, ...[...reasons, ...rest].map((line) => `  ${line}`)];
}

function placeOf({ file, line }: SkippedLine): string {
  return `${toPlainText(file)}:${line}`;
}
