import { VectorRows } from '../../core/own-features/feature-cosines.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import { TimeSlice } from '../../time-slice.ts';

/** Lines that are read, and rows that are compared, before the clock is asked. */
const step = 512;
/** Samples that are gone are forgotten when there are more of them than of others. */
const mostGone = 1000;

interface SlottedLines {
  readonly lines: readonly LineRecord[];
  /** By line; -1 for a line without a score, or of which nothing is trained. */
  readonly slots: Int32Array;
}

/** The lines of a file as they were, where each one's sample is among all that were compared, and how near it is. */
export interface Ranking extends SlottedLines {
  /** By the id of a feature, then by slot: -1..1. */
  readonly cosines: ReadonlyMap<string, Float64Array>;
}

interface KnownCosines {
  readonly direction: Float32Array;
  values: Float64Array;
  /** How many of the slots were compared. */
  count: number;
}

/**
 * Where the samples of a file lie, kept while it is open: a new direction costs one pass over the vectors, and a line
 * that changes costs only itself. Vectors are copied, so that a pass goes over them in order.
 */
export class FileRanks {
  readonly #file: FileScan;
  #outcomes: Outcomes | null = null;
  #slots = new Map<string, number>();
  #rows = new VectorRows(0);
  #ranked: SlottedLines | null = null;
  #results = -1;
  /** By the id of a feature. */
  #cosines = new Map<string, KnownCosines>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: FileScan) {
    this.#file = file;
  }

  /** The lines as they are now, by each of the features; cosines are those of `featureCosine`. */
  async rank(outcomes: Outcomes, features: readonly OwnFeature[]): Promise<Ranking> {
    const run = this.#last.then(async () => {
      const { lines, slots } = await this.#lines(outcomes);
      const cosines = new Map<string, Float64Array>();
      for (const feature of features) cosines.set(feature.id, await this.#cosinesOf(feature));
      this.#keep(cosines);
      return { lines, slots, cosines };
    });
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #lines(outcomes: Outcomes): Promise<SlottedLines> {
    if (this.#outcomes !== outcomes) this.#clear(outcomes);
    const { results, lines } = this.#file;
    if (this.#ranked !== null && this.#results === results) return this.#ranked;
    if (this.#slots.size > 2 * lines.length + mostGone) this.#clear(outcomes);
    const slice = new TimeSlice();
    const slots = new Int32Array(lines.length).fill(-1);
    for (let line = 0; line < lines.length; line += 1) {
      const record = lines[line];
      if (record !== undefined) slots[line] = this.#slotOf(record, outcomes);
      if (line % step === 0 && slice.over) await slice.rest();
    }
    const ranked = { lines, slots };
    this.#ranked = ranked;
    this.#results = results;
    return ranked;
  }

  async #cosinesOf({ id, direction }: OwnFeature): Promise<Float64Array> {
    let known = this.#cosines.get(id);
    if (known === undefined || !isSame(known.direction, direction)) {
      known = { direction, values: new Float64Array(this.#rows.count), count: 0 };
      this.#cosines.set(id, known);
    }
    if (known.values.length < this.#rows.count) {
      const larger = new Float64Array(Math.max(this.#rows.count, 2 * known.values.length));
      larger.set(known.values);
      known.values = larger;
    }
    const by = Float64Array.from(direction);
    const slice = new TimeSlice();
    const end = this.#rows.count;
    for (let start = known.count; start < end; start += step) {
      this.#rows.cosines(by, start, Math.min(end, start + step), known.values);
      if (slice.over) await slice.rest();
    }
    known.count = Math.max(known.count, end);
    return known.values;
  }

  /** Forgets features that are no more. */
  #keep(wanted: ReadonlyMap<string, unknown>): void {
    for (const id of this.#cosines.keys()) if (!wanted.has(id)) this.#cosines.delete(id);
  }

  #slotOf({ summary, risk }: LineRecord, outcomes: Outcomes): number {
    if (summary?.kind !== 'sample' || Number.isNaN(risk)) return -1;
    const known = this.#slots.get(summary.hash);
    if (known !== undefined) return known;
    const values = outcomes.vectors(summary.hash)?.answer.values;
    if (values === undefined) return -1;
    const slot = this.#rows.add(values);
    this.#slots.set(summary.hash, slot);
    return slot;
  }

  #clear(outcomes: Outcomes): void {
    this.#outcomes = outcomes;
    this.#slots = new Map();
    this.#rows = new VectorRows(outcomes.pack.width);
    this.#cosines = new Map();
    this.#ranked = null;
  }
}

function isSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}
