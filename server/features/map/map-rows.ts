import { formatIds, roles } from '../../core/sample.ts';
import { rowFlags } from '../../map-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { LineRecord, LineSummary } from '../../scan/line-document.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { FeatureContext } from '../context.ts';
import { outcomesOf } from '../outcomes-of.ts';
import { EqualRows } from './equal-rows.ts';
import { KeptRows } from './kept-rows.ts';
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
  /** What each record was read as. */
  readonly summaries: readonly LineSummary[];
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
const step = 32;

/**
 * Reads the rows of some files and gives every scored sample its slot. It rests between slices, and shows every
 * file as it was at the start.
 * @param before The rows that the table was last read for: what has not changed since is taken from there.
 */
export async function readRows(
  scans: readonly FileScan[],
  before: MapRows | null,
  table: SampleTable | null,
  context: FeatureContext,
  slice: TimeSlice,
): Promise<MapRows> {
  const snapshots = scans.map((scan) => snapshotOf(scan, context));
  const most = snapshots.reduce((sum, { lines }) => sum + lines.length, 0);
  await table?.reserve(most, slice);
  const reader = new RowReader(most, before, table, context);
  for (const [file, snapshot] of snapshots.entries()) {
    const kept = KeptRows.of(before, snapshot.scan, snapshot.lines);
    for (const [line, record] of snapshot.lines.entries()) {
      // Samples that have just gone may still take room.
      if (table?.full === true) await table.reserve(table.capacity + 1, slice);
      reader.add(record, { line, file, snapshot, old: kept?.rowOf(line, record) ?? -1 });
      if (line % step === 0 && slice.over) await slice.rest();
    }
  }
  return reader.rows(snapshots);
}

interface Snapshot extends Omit<RowFile, 'samples'> {
  /** [lines]: flags of those that are flagged, else 0. */
  readonly flagged: Uint8Array;
}

function snapshotOf(scan: FileScan, context: FeatureContext): Snapshot {
  const flagged = new Uint8Array(scan.lines.length);
  for (const { line, severe } of context.flagged.inFileOrder(scan)) {
    flagged[line] = rowFlags.flagged | (severe ? rowFlags.severe : 0);
  }
  const { version, lines, pending, finished } = scan;
  return { scan, version, lines, waiting: pending.lines, finished, flagged };
}

/** Where a record is, and the row that it had before; -1 when it is to be read anew. */
interface RecordPlace {
  readonly line: number;
  readonly file: number;
  readonly snapshot: Snapshot;
  readonly old: number;
}

class RowReader {
  readonly #before: MapRows | null;
  readonly #table: SampleTable | null;
  readonly #context: FeatureContext;
  readonly #records: LineRecord[] = [];
  readonly #summaries: LineSummary[] = [];
  readonly #samples: number[] = [];
  readonly #equal: EqualRows;
  readonly #slots: Int32Array;
  readonly #file: Uint8Array;
  readonly #line: Uint32Array;
  readonly #id: Uint32Array;
  readonly #format: Uint8Array;
  readonly #role: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #hashHigh: Uint32Array;
  readonly #hashLow: Uint32Array;

  constructor(
    most: number,
    before: MapRows | null,
    table: SampleTable | null,
    context: FeatureContext,
  ) {
    this.#before = before;
    this.#table = table;
    this.#context = context;
    this.#equal = new EqualRows(most, table?.capacity ?? 0);
    this.#slots = new Int32Array(most);
    this.#file = new Uint8Array(most);
    this.#line = new Uint32Array(most);
    this.#id = new Uint32Array(most);
    this.#format = new Uint8Array(most);
    this.#role = new Uint8Array(most);
    this.#flags = new Uint8Array(most);
    this.#hashHigh = new Uint32Array(most);
    this.#hashLow = new Uint32Array(most);
  }

  add(record: LineRecord, { line, file, snapshot, old }: RecordPlace): void {
    const { summary } = record;
    if (summary?.kind !== 'sample') return;
    const row = this.#records.length;
    const known = this.#before?.slots[old] ?? -1;
    if (known >= 0) this.#table?.keep(known);
    const slot = known >= 0 ? known : this.#slotOf(summary.hash, snapshot.scan);
    this.#records.push(record);
    this.#summaries.push(summary);
    this.#samples[file] = (this.#samples[file] ?? 0) + 1;
    this.#slots[row] = slot;
    this.#file[row] = file;
    this.#line[row] = line;
    this.#id[row] = record.id;
    this.#format[row] = formatIds.indexOf(summary.format);
    this.#role[row] = roles.indexOf(summary.role);
    this.#hashHigh[row] = this.#before?.hashHigh[old] ?? hashPart(summary.hash, 0);
    this.#hashLow[row] = this.#before?.hashLow[old] ?? hashPart(summary.hash, 8);
    const ignored = this.#context.ignores.find(snapshot.scan.uri, summary.hash) !== undefined;
    const flags = (snapshot.flagged[line] ?? 0) | (ignored ? rowFlags.ignored : 0);
    this.#flags[row] = flags | this.#stateOf(slot);
    this.#equal.add(row, slot, summary.hash);
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
      summaries: this.#summaries,
      slots: this.#slots.subarray(0, count),
      file: this.#file.subarray(0, count),
      line: this.#line.subarray(0, count),
      id: this.#id.subarray(0, count),
      format: this.#format.subarray(0, count),
      role: this.#role.subarray(0, count),
      flags: this.#flags.subarray(0, count),
      duplicates: this.#equal.groups.subarray(0, count),
      hashHigh: this.#hashHigh.subarray(0, count),
      hashLow: this.#hashLow.subarray(0, count),
    };
  }

  #slotOf(hash: string, scan: FileScan): number {
    const outcomes = outcomesOf(scan, this.#context);
    return outcomes === undefined ? -1 : (this.#table?.slot(hash, outcomes) ?? -1);
  }

  #stateOf(slot: number): number {
    if (slot < 0 || this.#table === null) return 0;
    return rowFlags.scored | (Number.isNaN(this.#table.risk[slot]) ? rowFlags.untrained : 0);
  }
}

/** Eight hexadecimal digits as a number. */
function hashPart(hash: string, start: number): number {
  return Number.parseInt(hash.slice(start, start + 8), 16);
}
