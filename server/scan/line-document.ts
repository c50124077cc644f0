import { GapList } from '../core/jsonl/gap-list.ts';
import { LineIndex, type TextChange } from '../core/jsonl/line-index.ts';
import type { Line } from '../core/jsonl/lines.ts';
import type { LineAccess } from '../core/remove-lines.ts';
import type { FormatId, Problem, Role } from '../core/sample.ts';
import { noFlags, type OwnFlag } from './own-flag.ts';

/** What is kept of a line once it was read. The parsed line itself is not kept: it is read again when needed. */
export type LineSummary =
  | { readonly kind: 'empty' }
  | { readonly kind: 'invalid'; readonly problem: Problem }
  | { readonly kind: 'unsupported'; readonly message: string }
  | {
      readonly kind: 'sample';
      readonly hash: string;
      readonly format: FormatId;
      /** Of the text that is scored last; that of the last turn when nothing is scored. */
      readonly role: Role;
      readonly warnings: readonly Problem[];
    };

/**
 * One line of an open document. A record stays the same object while its text stays the same, wherever
 * the line moves, so everything that is known of a line moves with it.
 */
export interface LineRecord extends Line {
  /** Stands for the line as long as its text stays the same; unique over all that share `LineIds`. */
  readonly id: number;
  /** null until the line was read. */
  summary: LineSummary | null;
  /** Risk of the sample, 0..1; NaN while there is no score, or when nothing of it is trained. */
  risk: number;
  /** Index of the feature of the pack that the sample lies nearest to; -1 without a score. */
  nearest: number;
  /** Features of one's own that the sample is flagged for, the nearest first. */
  own: readonly OwnFlag[];
}

/** Gives every line a number of its own, 0 to 2^32 - 1, which no other line ever has. */
export class LineIds {
  #next = 0;

  next(): number {
    const id = this.#next;
    this.#next += 1;
    return id;
  }
}

/** What changes did; a record that one of them added and a later one removed is in both lists. */
export interface RecordChange {
  readonly removed: readonly LineRecord[];
  readonly added: readonly LineRecord[];
}

/** The lines of an open document; an edit replaces the records of the lines that it changes. */
export class LineDocument {
  readonly #index: LineIndex;
  readonly #ids: LineIds;
  #records: readonly LineRecord[];

  constructor(text: string, ids = new LineIds()) {
    this.#ids = ids;
    this.#index = new LineIndex(text);
    this.#records = this.#newRecords(0, this.#index.count);
  }

  get records(): readonly LineRecord[] {
    return this.#records;
  }

  /** The lines by number, for what works on lines. */
  get access(): LineAccess {
    return this.#index;
  }

  /** Applies changes, each to the result of the one before, in one pass when they go up or down the text. */
  apply(changes: readonly TextChange[]): RecordChange {
    const records = new GapList(this.#records);
    const added: LineRecord[] = [];
    const removed: LineRecord[] = [];
    for (const change of changes) {
      const { start, removed: count, added: addedCount } = this.#index.update(change);
      const fresh = this.#newRecords(start, addedCount);
      for (const record of records.replace(start, count, fresh)) removed.push(record);
      for (const record of fresh) added.push(record);
    }
    this.#records = records.toArray();
    return { removed, added };
  }

  #newRecords(start: number, count: number): LineRecord[] {
    return Array.from({ length: count }, (_, offset) => {
      const { text, lineBreak } = this.#index.line(start + offset);
      const id = this.#ids.next();
      return { id, text, lineBreak, summary: null, risk: NaN, nearest: -1, own: noFlags };
    });
  }
}
