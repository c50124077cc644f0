import { placeRows, type LayoutModel } from '../../core/map/layout.ts';
import { VectorTable } from '../../core/map/vector-table.ts';
import type { Places } from '../../projection/messages.ts';
import type { Projector } from '../../projection/projector.ts';
import type { KeptLayout } from '../../store/layout-files.ts';
import { TimeSlice } from '../../time-slice.ts';
import { grown, type SampleTable } from './sample-table.ts';
import { SlotSet } from './slot-set.ts';

/** With more new samples than this share of all, the layout is fitted anew. */
const mostNew = 0.5;
/** Samples by which it is told how many are new: the first by content hash, which stand for all. */
const keptKeys = 4096;
/** Rows of a UMAP that are placed on this thread, a few milliseconds each; more go to another one. */
const placedHere = 4;
const placedAtOnce = 1024;

/** What a layout needs of its surroundings. */
export interface LayoutTools {
  readonly projector: Pick<Projector, 'run'>;
  /** The places, the progress or the message are others now. */
  readonly changed: () => void;
  /** Keeps a layout for the next start. */
  readonly keep: (layout: KeptLayout) => void;
  readonly failed: (error: unknown) => void;
}

/** A map of the samples that was fitted once and places what comes later, so that an edited line moves alone. */
export class FittedLayout {
  readonly kind: 'pca' | 'umap';
  /** By slot of the `SampleTable`; NaN while a sample has no place. */
  x: Float32Array = new Float32Array();
  y: Float32Array = new Float32Array();
  model: LayoutModel | null = null;
  /** 0..1 while it is being fitted; null else. */
  progress: number | null = null;
  /** `stopped` by the user, `broken` by an error: it is not fitted until `resume`. */
  halted: 'stopped' | 'broken' | null = null;
  /** Grows whenever places change. */
  revision = 0;
  readonly #tools: LayoutTools;
  /** Keys of the samples that it was fitted on, ascending, the first of them. */
  #keys: readonly number[] = [];
  /** Whether no sample waited for its score when it was fitted: then the same data gives the same map. */
  #complete = false;
  #running: AbortController | null = null;
  #stale = new SlotSet();
  /** What moved since the fit that goes on was begun. */
  #movedSince = new SlotSet();
  /** Whether samples came or went since it was last looked at whether the layout still fits. */
  #unlooked = true;
  /** Another number as soon as places that are being computed are for nothing. */
  #generation = 0;

  constructor(kind: 'pca' | 'umap', tools: LayoutTools, kept: KeptLayout | null) {
    this.kind = kind;
    this.#tools = tools;
    if (kept === null) return;
    this.model = kept.model;
    this.#keys = kept.keys;
    this.#complete = true;
  }

  /** The samples in these slots are others than before, or gone. */
  moved(slots: Iterable<number>, table: SampleTable): void {
    this.#makeRoom(table);
    this.#unlooked = true;
    for (const slot of slots) {
      this.x[slot] = NaN;
      this.y[slot] = NaN;
      this.#stale.add(slot);
      this.#movedSince.add(slot);
    }
  }

  /**
   * Places what has no place, and begins to fit anew where too much has changed. What takes long goes on after
   * the promise is resolved.
   * @param complete Whether no sample waits for its score.
   */
  async update(table: SampleTable, complete: boolean): Promise<void> {
    const isQuick = this.kind === 'pca' || this.#stale.size <= placedHere;
    const placing = this.#place(table).catch((error: unknown) => this.#tools.failed(error));
    if (isQuick) await placing;
    else void placing.then(this.#tools.changed);
    if (this.#running === null && this.halted === null && this.#needsFit(table, complete)) {
      void this.#fit(table, complete);
    }
  }

  /** Forgets all places, and keeps how samples are placed. */
  clear(): void {
    this.#running?.abort();
    this.#running = null;
    this.progress = null;
    this.x = new Float32Array();
    this.y = new Float32Array();
    this.#stale = new SlotSet();
    this.#generation += 1;
    this.revision += 1;
  }

  /** Stops a fit that goes on. */
  stop(): void {
    if (this.#running === null) return;
    this.halted = 'stopped';
    this.#running.abort();
  }

  resume(): void {
    this.halted = null;
  }

  #needsFit(table: SampleTable, complete: boolean): boolean {
    if (table.size === 0) return false;
    if (this.model === null) return true;
    if (!this.#unlooked && this.#complete) return false;
    this.#unlooked = false;
    const share = shareOfNew(this.#keys, table);
    return share > mostNew || (complete && !this.#complete && share > 0);
  }

  async #fit(table: SampleTable, complete: boolean): Promise<void> {
    const controller = new AbortController();
    this.#running = controller;
    this.progress = 0;
    this.#movedSince = new SlotSet();
    const onProgress = (share: number): void => {
      this.progress = share;
      this.#tools.changed();
    };
    try {
      const order = await table.order();
      const keys = Array.from(order.subarray(0, keptKeys), (slot) => table.keys[slot] ?? 0);
      const result = await this.#tools.projector.run(
        { kind: 'layout', projection: this.kind, vectors: table.vectors.parts, order },
        { signal: controller.signal, onProgress },
      );
      this.model = result.model;
      this.#keys = keys;
      this.#complete = complete;
      this.#take(result, table);
      await this.#place(table);
      if (complete) this.#tools.keep({ model: result.model, keys });
    } catch (error) {
      if (!controller.signal.aborted) {
        this.halted = 'broken';
        this.#tools.failed(error);
      }
    } finally {
      // Another fit may go on by now, if this one was stopped.
      if (this.#running === controller) {
        this.#running = null;
        this.progress = null;
        this.#tools.changed();
      }
    }
  }

  #take({ x, y }: Places, table: SampleTable): void {
    this.x = x;
    this.y = y;
    this.#stale = new SlotSet();
    this.#generation += 1;
    this.moved(this.#movedSince, table);
    this.revision += 1;
  }

  #makeRoom({ capacity }: SampleTable): void {
    if (this.x.length >= capacity) return;
    this.x = grown(this.x, new Float32Array(capacity).fill(NaN));
    this.y = grown(this.y, new Float32Array(capacity).fill(NaN));
  }

  async #place(table: SampleTable): Promise<void> {
    const { model } = this;
    if (model === null || this.#stale.size === 0) return;
    const slots = Array.from(this.#stale).filter((slot) => table.vectors.has(slot));
    this.#stale = new SlotSet();
    const generation = this.#generation;
    if (model.kind === 'umap' && slots.length > placedHere) {
      await this.#placeElsewhere(model, slots, table, generation);
    } else {
      await this.#placeHere(model, slots, table, generation);
    }
    if (generation === this.#generation) this.revision += 1;
  }

  async #placeHere(
    model: LayoutModel,
    slots: readonly number[],
    table: SampleTable,
    generation: number,
  ): Promise<void> {
    const slice = new TimeSlice();
    const most = Math.min(slots.length, placedAtOnce);
    const places = { x: new Float32Array(most), y: new Float32Array(most) };
    for (let start = 0; start < slots.length; start += placedAtOnce) {
      const some = slots.slice(start, start + placedAtOnce);
      const rows = copyRows(table, some);
      placeRows(model, rows, 0, some.length, places.x, places.y);
      if (generation !== this.#generation) return;
      this.#put(some, places);
      if (slice.over) await slice.rest();
    }
  }

  async #placeElsewhere(
    model: LayoutModel,
    slots: readonly number[],
    table: SampleTable,
    generation: number,
  ): Promise<void> {
    // So many are placed where they are; copies of all would take as much memory again.
    const whole = slots.length > placedAtOnce;
    const vectors = whole ? table.vectors : copyRows(table, slots);
    const places = await this.#tools.projector.run({
      kind: 'place',
      model,
      vectors: vectors.parts,
    });
    if (generation !== this.#generation) return;
    if (!whole) {
      this.#put(slots, places);
      return;
    }
    const { x, y } = places;
    const of = (values: Float32Array) => Float32Array.from(slots, (slot) => values[slot] ?? NaN);
    this.#put(slots, { x: of(x), y: of(y) });
  }

  /** @param places [slots]; places of slots that moved again meanwhile are not taken. */
  #put(slots: readonly number[], places: Places): void {
    for (const [row, slot] of slots.entries()) {
      if (this.#stale.has(slot)) continue;
      this.x[slot] = places.x[row] ?? NaN;
      this.y[slot] = places.y[row] ?? NaN;
    }
  }
}

function copyRows({ vectors }: SampleTable, slots: readonly number[]): VectorTable {
  const rows = VectorTable.empty(slots.length, vectors.width);
  for (const [row, slot] of slots.entries()) {
    rows.set(row, { scale: 1, values: vectors.bytes(slot) });
  }
  return rows;
}

/** The share of the samples in the table that a layout was not fitted on, as far as its keys tell. */
function shareOfNew(keys: readonly number[], table: SampleTable): number {
  const known = new Set(keys);
  // Above the last key nothing is known, unless all were kept.
  const most = keys.length < keptKeys ? Infinity : (keys.at(-1) ?? Infinity);
  let all = 0;
  let fresh = 0;
  for (const slot of table.slots) {
    const key = table.keys[slot] ?? 0;
    if (key > most) continue;
    all += 1;
    if (!known.has(key)) fresh += 1;
  }
  return all === 0 ? 0 : fresh / all;
}
