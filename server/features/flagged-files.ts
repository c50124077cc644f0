import { performance } from 'node:perf_hooks';
import type { FileScan } from '../scan/file-scan.ts';
import { flaggedLines, worstFirst, type FlaggedLine } from '../scan/flagging.ts';
import type { Scanner } from '../scan/scanner.ts';
import type { Choices } from './choices.ts';
import type { FeatureContext } from './context.ts';
import type { Ignores } from './ignores.ts';
import { outcomesOf } from './outcomes-of.ts';
import { samplesThatCount } from './sample-lines.ts';

interface Known {
  readonly revision: number;
  readonly at: number;
  /** In the order of the file. */
  readonly flagged: readonly FlaggedLine[];
  /** Worst first; null until somebody asks for the order. */
  sorted: readonly FlaggedLine[] | null;
  /** Of every sample that counts, flagged or not, in no order; null until somebody asks for them. */
  risks: Float64Array | null;
}

/** How old a count may be while a scan goes on, in milliseconds. */
const countAge = 500;

/** The flagged lines of each file, gone through again only when the file has changed. */
export class FlaggedFiles {
  readonly #parts: Pick<FeatureContext, 'scanner' | 'ignores' | 'choices'>;
  readonly #known = new WeakMap<FileScan, Known>();

  constructor(scanner: Scanner, ignores: Ignores, choices: Choices) {
    this.#parts = { scanner, ignores, choices };
  }

  /** Worst first, without what is ignored or switched off; none while the file is off or nothing is known yet. */
  of(file: FileScan): readonly FlaggedLine[] {
    const known = this.#now(file);
    if (known === null) return [];
    known.sorted ??= worstFirst(known.flagged);
    return known.sorted;
  }

  /** The same in the order of the file, which takes less time. */
  inFileOrder(file: FileScan): readonly FlaggedLine[] {
    return this.#now(file)?.flagged ?? [];
  }

  /** How many samples have at least this risk, 0..1, without what is ignored or switched off; as `samplesAtOrAbove`. */
  countAtOrAbove(file: FileScan, risk: number): number {
    const known = this.#now(file);
    if (known === null) return 0;
    known.risks ??= Float64Array.from(
      samplesThatCount(file, this.#parts),
      ({ record }) => record.risk,
    );
    let count = 0;
    for (const each of known.risks) if (each >= risk) count += 1;
    return count;
  }

  /** How many there are; while the file is being scanned the number may be half a second old. */
  count(file: FileScan): number {
    const known = this.#known.get(file);
    const isRecent = known !== undefined && performance.now() - known.at < countAge;
    return isRecent && !file.finished ? known.flagged.length : this.inFileOrder(file).length;
  }

  #now(file: FileScan): Known | null {
    const { ignores, choices } = this.#parts;
    const pack = outcomesOf(file, this.#parts)?.pack;
    if (pack === undefined || file.settings === null || file.off !== null) return null;
    const { revision } = file;
    const before = this.#known.get(file);
    if (before?.revision === revision) return before;
    const ignored = (hash: string): boolean => ignores.find(file.uri, hash) !== undefined;
    const flagged = flaggedLines(file.lines, file.settings, pack, ignored, choices.of(file.uri));
    const known = { revision, at: performance.now(), flagged, sorted: null, risks: null };
    this.#known.set(file, known);
    return known;
  }
}
