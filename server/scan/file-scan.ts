import type { TextChange } from '../core/jsonl/line-index.ts';
import type { LineAccess } from '../core/remove-lines.ts';
import type { ScoreOutcome } from '../core/scoring/sample-score.ts';
import type { Settings } from '../settings.ts';
import { LineCounts } from './line-counts.ts';
import { LineDocument, LineIds, type LineRecord } from './line-document.ts';
import { nearestFeature, type Outcomes } from './outcomes.ts';
import { LineQueue } from './line-queue.ts';
import { noFlags, type OwnJudge } from './own-flag.ts';
import { PendingSamples } from './pending-samples.ts';
import { readSummary } from './read-summary.ts';
import type { Rank } from './scorer.ts';

/** Lines from 0, end exclusive. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * One open document and how far its scan is. It decides which line is read and which sample is scored
 * next; the `Scanner` does both, for all files.
 */
export class FileScan {
  readonly uri: string;
  readonly counts = new LineCounts();
  readonly pending = new PendingSamples();
  version: number;
  /** null until they are known; nothing is read before. */
  settings: Settings | null = null;
  /** Why the file is not scored, in a sentence; null when it is. */
  off: string | null = null;
  /** What of its folder could not be read, in a sentence each. */
  warnings: readonly string[] = [];
  /** Whether reading and scoring may go on now: not in manual mode before the command, not before a save. */
  released = true;
  /** The text is being typed: edited lines are not read until it pauses. */
  typing = false;
  /** The user stopped the scan; it stays stopped until the file changes or is scanned again. */
  cancelled = false;
  /** Grows with every change of text, settings or results; for whoever keeps something computed. */
  revision = 0;
  /** Grows whenever lines, or what is known of their samples, change. */
  results = 0;
  /** Features of one's own that count for the file; null when there are none. */
  judge: OwnJudge | null = null;
  /** What is known of its samples where one's own ordinary data joined the pack's; null: as the engine knows them. */
  outcomes: Outcomes | null = null;
  /** Whether the end of the scan of this state was told. */
  announced = false;
  /** Samples that were run through the model since the last end of a scan. */
  scoredNow = 0;

  readonly #document: LineDocument;
  readonly #unread = new LineQueue<LineRecord>();
  readonly #edited = new LineQueue<LineRecord>();
  #lookUps: Iterator<string> | null = null;
  #visible: readonly LineSpan[] = [];
  #visibleUnread = true;

  /** @param ids Where the numbers of its lines come from: the same for all files of a server. */
  constructor(uri: string, version: number, text: string, ids = new LineIds()) {
    this.uri = uri;
    this.version = version;
    this.#document = new LineDocument(text, ids);
    this.forgetReadings();
  }

  get lines(): readonly LineRecord[] {
    return this.#document.records;
  }

  get lineAccess(): LineAccess {
    return this.#document.access;
  }

  /** Whether something may be read or scored at all now. */
  get active(): boolean {
    return this.settings !== null && this.off === null && this.released && !this.cancelled;
  }

  /** Whether a line can be read now. */
  get readable(): boolean {
    if (!this.active) return false;
    const unread = this.#unread.size + (this.typing ? 0 : this.#edited.size);
    return unread > 0 || this.#lookUps !== null;
  }

  /** Whether the lines that were just edited are still on their way. */
  get hasEdited(): boolean {
    return this.#edited.size > 0 || this.pending.hasEdited;
  }

  get finished(): boolean {
    return this.active && !this.typing && !this.readable && this.pending.lines === 0;
  }

  change(version: number, changes: readonly TextChange[]): void {
    this.version = version;
    this.cancelled = false;
    const { removed, added } = this.#document.apply(changes);
    for (const line of added) this.#edited.add(line);
    for (const line of removed) this.#forget(line);
    this.results += 1;
    this.touch();
  }

  show(visible: readonly LineSpan[]): void {
    this.#visible = visible;
    this.#visibleUnread = true;
  }

  touch(): void {
    this.revision += 1;
    this.announced = false;
  }

  /** Reads everything anew: another format, or another pack. */
  forgetReadings(): void {
    this.counts.clear();
    this.pending.clear();
    this.#edited.clear();
    this.#unread.clear();
    this.#lookUps = null;
    this.#visibleUnread = true;
    for (const line of this.#document.records) {
      line.summary = null;
      line.risk = NaN;
      line.nearest = -1;
      line.own = noFlags;
      this.#unread.add(line);
    }
    this.results += 1;
    this.touch();
  }

  /** There is a pack now: the outcomes of all samples that were read before are looked for. */
  lookUpAll(): void {
    this.#lookUps = this.pending.hashes[Symbol.iterator]();
    this.touch();
  }

  /**
   * Reads one line (edited ones first, then those on screen, then the rest) and looks for its outcome;
   * without `outcomes` (no pack yet) its sample waits. False when nothing was left to read.
   */
  readNext(outcomes: Outcomes | null): boolean {
    const edited = this.typing ? null : this.#edited.take();
    const line = edited ?? this.#takeVisible() ?? this.#unread.take();
    if (line === null) return this.#lookUpNext(outcomes);
    const first = line === this.#document.records[0];
    line.summary = readSummary(line.text, this.settings?.format ?? 'auto', first);
    this.counts.add(line);
    this.revision += 1;
    if (line.summary.kind !== 'sample') return true;
    const outcome = outcomes?.get(line.summary.hash);
    if (outcome === undefined) this.pending.add(line.summary.hash, line, edited !== null);
    else this.#settle(line, outcome, outcomes);
    return true;
  }

  /** A sample has its outcome; whether lines of this file waited for it. */
  resolve(hash: string, outcome: ScoreOutcome, outcomes: Outcomes): boolean {
    if (!this.pending.has(hash)) return false;
    for (const line of this.pending.resolve(hash)) this.#settle(line, outcome, outcomes);
    this.revision += 1;
    return true;
  }

  /** The next sample of this rank to score, by content hash. */
  nextSample(rank: Rank, taken: ReadonlyMap<string, unknown>): string | null {
    if (rank === 'edited') return this.pending.nextEdited(taken);
    if (rank === 'rest') return this.pending.next(taken);
    for (const { summary } of this.#visibleLines()) {
      if (summary?.kind !== 'sample') continue;
      if (this.pending.has(summary.hash) && !taken.has(summary.hash)) return summary.hash;
    }
    return null;
  }

  #lookUpNext(outcomes: Outcomes | null): boolean {
    const next = this.#lookUps?.next();
    if (next === undefined || next.done === true || outcomes === null) {
      this.#lookUps = null;
      return false;
    }
    const outcome = outcomes.get(next.value);
    if (outcome !== undefined) this.resolve(next.value, outcome, outcomes);
    return true;
  }

  /** Says again what is known of a line whose sample has an outcome: one's own features or ordinary data changed. */
  judgeAgain(line: LineRecord, outcomes: Outcomes): void {
    if (line.summary?.kind !== 'sample' || this.pending.has(line.summary.hash)) return;
    const outcome = outcomes.get(line.summary.hash);
    if (outcome?.kind === 'score') this.#judge(line, outcome, outcomes);
  }

  #settle(line: LineRecord, outcome: ScoreOutcome, outcomes: Outcomes | null): void {
    this.results += 1;
    this.#judge(line, outcome, outcomes);
    if (outcome.kind === 'failure') this.counts.fail(line, outcome.failure.reason);
  }

  #judge(line: LineRecord, outcome: ScoreOutcome, outcomes: Outcomes | null): void {
    const hash = line.summary?.kind === 'sample' ? line.summary.hash : '';
    const known = this.outcomes?.get(hash) ?? outcome;
    line.risk = (this.outcomes ?? outcomes)?.risk(known) ?? NaN;
    line.nearest = nearestFeature(known);
    // Only trained text decides what is flagged.
    line.own = Number.isNaN(line.risk) ? noFlags : (this.judge?.flags(hash) ?? noFlags);
  }

  #takeVisible(): LineRecord | null {
    if (!this.#visibleUnread) return null;
    for (const line of this.#visibleLines()) if (this.#unread.delete(line)) return line;
    this.#visibleUnread = false;
    return null;
  }

  *#visibleLines(): Iterable<LineRecord> {
    for (const { start, end } of this.#visible) {
      const last = Math.min(end, this.#document.records.length);
      for (let index = Math.max(0, start); index < last; index += 1) {
        const line = this.#document.records[index];
        if (line !== undefined) yield line;
      }
    }
  }

  #forget(line: LineRecord): void {
    this.#unread.delete(line);
    this.#edited.delete(line);
    if (line.summary === null) return;
    this.counts.remove(line);
    if (line.summary.kind === 'sample') this.pending.removeLine(line.summary.hash, line);
  }
}
