import { labelRows, noTopic, type Topics } from '../../core/map/topics.ts';
import { VectorTable } from '../../core/map/vector-table.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { LayoutTools } from './fitted-layout.ts';
import { grown, type SampleTable } from './sample-table.ts';

/** With more new samples than this share of all, topics are found anew. */
const mostNew = 0.5;

/** What the prompts of a map are about: clusters of their vectors, found in the background. */
export class MapTopics {
  /** By slot of the `SampleTable`; `noTopic` without a prompt. */
  labels: Uint8Array = new Uint8Array();
  /** Content hashes of the prompts that are most like each topic. */
  typical: readonly string[] = [];
  /** Grows whenever labels change. */
  revision = 0;
  readonly #tools: Pick<LayoutTools, 'projector' | 'changed' | 'failed'>;
  #model: Topics | null = null;
  #running: AbortController | null = null;
  #broken = false;
  /** Samples that the topics were found from, and those that came since. */
  #found = 0;
  #fresh = 0;
  #complete = false;
  #stale = new Set<number>();

  constructor(tools: Pick<LayoutTools, 'projector' | 'changed' | 'failed'>) {
    this.#tools = tools;
  }

  /** The samples in these slots are others than before, or gone. */
  moved(slots: readonly number[], table: SampleTable): void {
    if (this.labels.length < table.capacity) {
      this.labels = grown(this.labels, new Uint8Array(table.capacity).fill(noTopic));
    }
    for (const slot of slots) {
      this.labels[slot] = noTopic;
      this.#stale.add(slot);
    }
    this.#fresh += slots.length;
  }

  /** Says of new samples which topic they have, and finds topics anew where too much has changed. */
  async update(table: SampleTable, outcomes: Outcomes, complete: boolean): Promise<void> {
    const slice = new TimeSlice();
    await this.#label(table, outcomes, slice);
    if (this.#running !== null || this.#broken || table.size === 0) return;
    const isOld = this.#fresh > mostNew * Math.max(1, this.#found);
    const isPartly = complete && !this.#complete && this.#fresh > 0;
    if (this.#model === null || isOld || isPartly) void this.#find(table, outcomes, complete);
  }

  dispose(): void {
    this.#running?.abort();
  }

  async #label(table: SampleTable, outcomes: Outcomes, slice: TimeSlice): Promise<void> {
    const model = this.#model;
    if (model === null) return;
    const row = VectorTable.empty(1, model.width);
    const label = new Uint8Array(1);
    for (const slot of this.#stale) {
      this.#stale.delete(slot);
      const prompt = outcomes.vectors(table.hash(slot))?.prompt ?? null;
      row.set(0, prompt);
      labelRows(model, row, 0, 1, label);
      this.labels[slot] = label[0] ?? noTopic;
      this.revision += 1;
      if (slice.over) await slice.rest();
    }
  }

  async #find(table: SampleTable, outcomes: Outcomes, complete: boolean): Promise<void> {
    const controller = new AbortController();
    this.#running = controller;
    this.#fresh = 0;
    this.#stale = new Set();
    this.#found = table.size;
    this.#complete = complete;
    try {
      const { order } = table;
      const hashes = new Map(Array.from(order, (slot) => [slot, table.hash(slot)]));
      const prompts = await promptsOf(table.capacity, table.vectors.width, hashes, outcomes);
      const topics = await this.#tools.projector.run(
        { kind: 'topics', vectors: prompts.parts, order },
        { signal: controller.signal },
      );
      this.#model = topics;
      this.typical = Array.from(topics.typical, (slot) => hashes.get(slot) ?? '');
      const since = this.#stale;
      this.labels = topics.labels;
      this.moved([...since], table);
      this.#fresh -= since.size;
      this.revision += 1;
      this.#tools.changed();
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#broken = true;
      this.#tools.failed(error);
    } finally {
      this.#running = null;
    }
  }
}

async function promptsOf(
  rows: number,
  width: number,
  hashes: ReadonlyMap<number, string>,
  outcomes: Outcomes,
): Promise<VectorTable> {
  const slice = new TimeSlice();
  const prompts = VectorTable.empty(rows, width);
  for (const [slot, hash] of hashes) {
    prompts.set(slot, outcomes.vectors(hash)?.prompt ?? null);
    if (slice.over) await slice.rest();
  }
  return prompts;
}
