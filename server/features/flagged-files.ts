import { performance } from 'node:perf_hooks';
import type { FileScan } from '../scan/file-scan.ts';
import { flaggedLines, type FlaggedLine } from '../scan/flagging.ts';
import type { Scanner } from '../scan/scanner.ts';
import type { Choices } from './choices.ts';
import type { Ignores } from './ignores.ts';
import { outcomesOf } from './outcomes-of.ts';

interface Known {
  readonly revision: number;
  readonly at: number;
  readonly flagged: readonly FlaggedLine[];
}

/** How old a count may be while a scan goes on, in milliseconds. */
const countAge = 500;

/** The flagged lines of each file, gone through again only when the file has changed. */
export class FlaggedFiles {
  readonly #scanner: Scanner;
  readonly #ignores: Ignores;
  readonly #choices: Choices;
  readonly #known = new WeakMap<FileScan, Known>();

  constructor(scanner: Scanner, ignores: Ignores, choices: Choices) {
    this.#scanner = scanner;
    this.#ignores = ignores;
    this.#choices = choices;
  }

  /** Worst first, without what is ignored or switched off; none while the file is off or nothing is known yet. */
  of(file: FileScan): readonly FlaggedLine[] {
    const pack = outcomesOf(file, { scanner: this.#scanner })?.pack;
    if (pack === undefined || file.settings === null || file.off !== null) return [];
    const { revision } = file;
    const known = this.#known.get(file);
    if (known?.revision === revision) return known.flagged;
    const ignored = (hash: string): boolean => this.#ignores.find(file.uri, hash) !== undefined;
    const choices = this.#choices.of(file.uri);
    const flagged = flaggedLines(file.lines, file.settings, pack, ignored, choices);
    this.#known.set(file, { revision, at: performance.now(), flagged });
    return flagged;
  }

  /** How many there are; while the file is being scanned the number may be half a second old. */
  count(file: FileScan): number {
    const known = this.#known.get(file);
    const isRecent = known !== undefined && performance.now() - known.at < countAge;
    return isRecent && !file.finished ? known.flagged.length : this.of(file).length;
  }
}
