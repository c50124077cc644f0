import type { MapQuality } from '../../map-protocol.ts';
import type { Places } from '../../projection/messages.ts';
import type { LayoutTools } from './fitted-layout.ts';
import type { SampleTable } from './sample-table.ts';
import { SlotSet } from './slot-set.ts';

/** With more changed samples than this share, the map is measured again. */
const mostChanged = 0.02;

/** What is shown: the places, and a name that is another one when the places have nothing to do with the last. */
export interface ShownPlaces extends Places {
  readonly name: string;
  readonly revision: number;
}

/** How far one may trust the map that is shown: measured in the background, on the whole and at each sample. */
export class MapTrust {
  quality: MapQuality | null = null;
  /** By slot of the `SampleTable`; NaN while it is not known. */
  fidelity: Float32Array = new Float32Array();
  /** Grows whenever `fidelity` changes. */
  revision = 0;
  readonly #tools: Pick<LayoutTools, 'projector' | 'changed' | 'failed'>;
  #running: AbortController | null = null;
  /** Whether it is measured as soon as nothing more urgent is computed. */
  #waits = false;
  #measured = { name: '', revision: -1, broken: false };
  #changed = new SlotSet();

  constructor(tools: Pick<LayoutTools, 'projector' | 'changed' | 'failed'>) {
    this.#tools = tools;
  }

  /** Whether it is being measured, or waits for what is more urgent; `changed` is called when that ends. */
  get measuring(): boolean {
    return this.#running !== null || this.#waits;
  }

  /** The samples in these slots are others than before, or gone. */
  moved(slots: Iterable<number>): void {
    for (const slot of slots) {
      if (slot < this.fidelity.length) this.fidelity[slot] = NaN;
      this.#changed.add(slot);
    }
  }

  /**
   * Measures again, unless what was measured still says enough.
   * @param busy Whether something more urgent is being computed; then it only forgets what is about other places.
   */
  update(table: SampleTable, shown: ShownPlaces | null, busy: boolean): void {
    this.#waits = false;
    if (shown === null) {
      this.#forget('');
      return;
    }
    if (shown.name !== this.#measured.name) this.#forget(shown.name);
    if (this.#running !== null || this.#measured.broken || table.size === 0) return;
    const isOld = this.#changed.size > mostChanged * table.size;
    const isOther = this.#measured.revision < 0;
    if (!isOther && !isOld) return;
    this.#waits = busy;
    if (!busy) void this.#measure(table, shown);
  }

  dispose(): void {
    this.#running?.abort();
  }

  #forget(name: string): void {
    this.#running?.abort();
    this.#running = null;
    this.#measured = { name, revision: -1, broken: false };
    this.quality = null;
    this.fidelity = new Float32Array();
    this.revision += 1;
  }

  async #measure(table: SampleTable, shown: ShownPlaces): Promise<void> {
    const controller = new AbortController();
    this.#running = controller;
    this.#changed = new SlotSet();
    const { name, revision, x, y } = shown;
    try {
      const order = await table.order();
      const { vectors, capacity } = table;
      const places = { x: sized(x, capacity), y: sized(y, capacity) };
      const { quality, fidelity } = await this.#tools.projector.run(
        { kind: 'quality', vectors: vectors.parts, order, ...places },
        { signal: controller.signal },
      );
      this.#measured = { name, revision, broken: false };
      this.quality = quality;
      this.fidelity = fidelity;
      this.revision += 1;
      for (const slot of this.#changed) if (slot < fidelity.length) fidelity[slot] = NaN;
      this.#tools.changed();
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#measured = { name, revision, broken: true };
      this.#tools.failed(error);
      this.#tools.changed();
    } finally {
      if (this.#running === controller) this.#running = null;
    }
  }
}

/** A copy with exactly so many numbers; what is missing is NaN. */
function sized(values: Float32Array, count: number): Float32Array {
  const copy = new Float32Array(count).fill(NaN);
  copy.set(values.subarray(0, count));
  return copy;
}
