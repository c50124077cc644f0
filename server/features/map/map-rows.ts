import { formatIds, roles } from '../../core/sample.ts';
import { rowFlags } from '../../map-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord } from '../../scan/line-document.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { FeatureContext } from '../context.ts';
import type { SampleTable } from './sample-table.ts';

/** One file as it was when its rows were read. */
export interface RowFile {
  readonly scan: FileScan;
  readonly version: number;
  readonly lines: readonly LineRecord[];
  readonly samples: number;
  /** How many of them wait for their score. */
  readonly waiting: number;
  /** Whether all its lines were read and have what they get. */
  readonly finished: boolean;
}

/** The rows of a map: the lines of its files that hold a sample, file after file, line after line. */
export interface MapRows {
  readonly count: number;
  readonly files: readonly RowFile[];
  readonly records: readonly LineRecord[];
  /** Where the sample is in the `SampleTable`; -1 without a score. The others are columns of the protocol. */
  readonly slots: Int32Array;
  readonly file: Uint8Array;
  readonly line: Uint32Array;
  readonly id: Uint32Array;
  readonly format: Uint8Array;
  readonly role: Uint8Array;
  readonly flags: Uint8Array;
  readonly duplicates: Uint32Array;
  readonly hashHigh: Uint32Array;
  readonly hashLow: Uint32Array;
}

/** Lines that are read before the clock is asked. */
const step = 256;

/**
 * Reads the rows of some files and gives every scored sample its slot. It rests between slices, and shows every
 * file as it was at the start.
 */
export async function readRows(
  scans: readonly FileScan[],
  table: SampleTable | null,
  context: FeatureContext,
  slice: TimeSlice,
): Promise<MapRows> {
  const snapshots = scans.map((scan) => snapshotOf(scan, context));
  const most = snapshots.reduce((sum, { lines }) => sum + lines.length, 0);
  const reader = new RowReader(most, table, context);
  for (const [file, snapshot] of snapshots.entries()) {
    for (let line = 0; line < snapshot.lines.length; line += 1) {
      const record = snapshot.lines[line];
      if (record !== undefined) reader.add(record, line, file, snapshot);
      if (line % step === 0 && slice.over) await slice.rest();
    }
  }
  return reader.rows(snapshots);
}

interface Snapshot extends Omit<RowFile, 'samples'> {
  /** Flags of the lines that are flagged. */
  readonly flagged: ReadonlyMap<LineRecord, number>;
}

function snapshotOf(scan: FileScan, context: FeatureContext): Snapshot {
  const flagged = new Map<LineRecord, number>();
  for (const { record, severe } of context.flagged.of(scan)) {
    flagged.set(record, rowFlags.flagged | (severe ? rowFlags.severe : 0));
  }
  const { version, lines, pending, finished } = scan;
  return { scan, version, lines, waiting: pending.lines, finished, flagged };
}

class RowReader {
  readonly #table: SampleTable | null;
  readonly #context: FeatureContext;
  readonly #records: LineRecord[] = [];
  readonly #samples: number[] = [];
  /** The first row of each content. */
  readonly #firstRows = new Map<string, number>();
  #groups = 0;
  readonly #slots: Int32Array;
  readonly #file: Uint8Array;
  readonly #line: Uint32Array;
  readonly #id: Uint32Array;
  readonly #format: Uint8Array;
  readonly #role: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #duplicates: Uint32Array;
  readonly #hashHigh: Uint32Array;
  readonly #hashLow: Uint32Array;

  constructor(most: number, table: SampleTable | null, context: FeatureContext) {
    this.#table = table;
    this.#context = context;
    this.#slots = new Int32Array(most);
    this.#file = new Uint8Array(most);
    this.#line = new Uint32Array(most);
    this.#id = new Uint32Array(most);
    this.#format = new Uint8Array(most);
    this.#role = new Uint8Array(most);
    this.#flags = new Uint8Array(most);
    this.#duplicates = new Uint32Array(most);
    this.#hashHigh = new Uint32Array(most);
    this.#hashLow = new Uint32Array(most);
  }

  add(record: LineRecord, line: number, file: number, snapshot: Snapshot): void {
    const { summary } = record;
    if (summary?.kind !== 'sample') return;
    const row = this.#records.length;
    const slot = this.#slotOf(summary.hash);
    this.#records.push(record);
    this.#samples[file] = (this.#samples[file] ?? 0) + 1;
    this.#slots[row] = slot;
    this.#file[row] = file;
    this.#line[row] = line;
    this.#id[row] = record.id;
    this.#format[row] = formatIds.indexOf(summary.format);
    this.#role[row] = roles.indexOf(summary.role);
    this.#hashHigh[row] = Number.parseInt(summary.hash.slice(0, 8), 16);
    this.#hashLow[row] = Number.parseInt(summary.hash.slice(8, 16), 16);
    const ignored = this.#context.ignores.find(snapshot.scan.uri, summary.hash) !== undefined;
    const flags = (snapshot.flagged.get(record) ?? 0) | (ignored ? rowFlags.ignored : 0);
    this.#flags[row] = flags | this.#stateOf(slot);
    this.#group(row, summary.hash);
  }

  rows(snapshots: readonly Snapshot[]): MapRows {
    const count = this.#records.length;
    return {
      count,
      files: snapshots.map(({ scan, version, lines, waiting, finished }, at) => {
        const samples = this.#samples[at] ?? 0;
        return { scan, version, lines, samples, waiting, finished };
      }),
      records: this.#records,
      slots: this.#slots.subarray(0, count),
      file: this.#file.subarray(0, count),
      line: this.#line.subarray(0, count),
      id: this.#id.subarray(0, count),
      format: this.#format.subarray(0, count),
      role: this.#role.subarray(0, count),
      flags: this.#flags.subarray(0, count),
      duplicates: this.#duplicates.subarray(0, count),
      hashHigh: this.#hashHigh.subarray(0, count),
      hashLow: this.#hashLow.subarray(0, count),
    };
  }

  #slotOf(hash: string): number {
    const outcomes = this.#context.scanner.engine?.outcomes;
    return outcomes === undefined ? -1 : (this.#table?.slot(hash, outcomes) ?? -1);
  }

  #stateOf(slot: number): number {
    if (slot < 0 || this.#table === null) return 0;
    return rowFlags.scored | (Number.isNaN(this.#table.risk[slot]) ? rowFlags.untrained : 0);
  }

  /** Gives rows of equal content a number of their own as soon as there are two. */
  #group(row: number, hash: string): void {
    const first = this.#firstRows.get(hash);
    if (first === undefined) {
      this.#firstRows.set(hash, row);
      return;
    }
    if (this.#duplicates[first] === 0) {
      this.#groups += 1;
      this.#duplicates[first] = this.#groups;
    }
    this.#duplicates[row] = this.#duplicates[first] ?? 0;
  }
}
