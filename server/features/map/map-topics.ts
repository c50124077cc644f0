import { labelRows, noTopic, type Topics } from '../../core/map/topics.ts';
import { VectorTable } from '../../core/map/vector-table.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { LayoutTools } from './fitted-layout.ts';
import { grown, type SampleTable } from './sample-table.ts';
import { SlotSet } from './slot-set.ts';

/** Prompts that topics are found from, the first by content hash; the others get the topic that is nearest. */
const fittedPrompts = 3_000;
/** Prompts whose topics are looked for at once, about a millisecond. */
const labelledAtOnce = 512;
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
  #stale = new SlotSet();
  /** What moved since topics are being found. */
  #movedSince = new SlotSet();

  constructor(tools: Pick<LayoutTools, 'projector' | 'changed' | 'failed'>) {
    this.#tools = tools;
  }

  /** Whether topics are being found. */
  get busy(): boolean {
    return this.#running !== null;
  }

  /** The samples in these slots are others than before, or gone. */
  moved(slots: readonly number[], table: SampleTable): void {
    if (this.labels.length < table.capacity) {
      this.labels = grown(this.labels, new Uint8Array(table.capacity).fill(noTopic));
    }
    for (const slot of slots) {
      this.labels[slot] = noTopic;
      this.#stale.add(slot);
      this.#movedSince.add(slot);
    }
    this.#fresh += slots.length;
  }

  /** Says of new samples which topic they have, and finds topics anew where too much has changed. */
  async update(table: SampleTable, outcomes: Outcomes, complete: boolean): Promise<void> {
    await this.#label(table, outcomes);
    if (this.#running !== null || this.#broken || table.size === 0) return;
    const isOld = this.#fresh > mostNew * Math.max(1, this.#found);
    const isPartly = complete && !this.#complete && this.#fresh > 0;
    if (this.#model === null || isOld || isPartly) void this.#find(table, outcomes, complete);
  }

  dispose(): void {
    this.#running?.abort();
  }

  async #label(table: SampleTable, outcomes: Outcomes): Promise<void> {
    const model = this.#model;
    if (model === null || this.#stale.size === 0) return;
    const slots = Array.from(this.#stale);
    this.#stale = new SlotSet();
    const { labels } = this;
    await labelSlots(model, slots, { table, outcomes, labels });
    this.revision += 1;
  }

  async #find(table: SampleTable, outcomes: Outcomes, complete: boolean): Promise<void> {
    const controller = new AbortController();
    this.#running = controller;
    this.#fresh = 0;
    this.#movedSince = new SlotSet();
    this.#found = table.size;
    this.#complete = complete;
    try {
      const { prompts, hashes } = await somePrompts(table, outcomes);
      const order = Uint32Array.from(hashes.keys());
      const topics = await this.#tools.projector.run(
        { kind: 'topics', vectors: prompts.parts, order },
        { signal: controller.signal },
      );
      const labels = new Uint8Array(table.capacity).fill(noTopic);
      await labelSlots(topics, Array.from(table.slots), { table, outcomes, labels });
      this.#model = topics;
      this.typical = Array.from(topics.typical, (row) => hashes[row] ?? '');
      this.labels = labels;
      this.#stale = new SlotSet();
      const fresh = this.#fresh;
      this.moved(Array.from(this.#movedSince), table);
      this.#fresh = fresh;
      this.revision += 1;
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#broken = true;
      this.#tools.failed(error);
    } finally {
      this.#running = null;
      if (!controller.signal.aborted) this.#tools.changed();
    }
  }
}

interface Labelled {
  readonly table: SampleTable;
  readonly outcomes: Outcomes;
  /** By slot. */
  readonly labels: Uint8Array;
}

/** Says of samples which of the topics they have. */
async function labelSlots(
  model: Topics,
  slots: readonly number[],
  { table, outcomes, labels }: Labelled,
): Promise<void> {
  const slice = new TimeSlice();
  const most = Math.min(slots.length, labelledAtOnce);
  const rows = VectorTable.empty(most, model.width);
  const found = new Uint8Array(most);
  for (let start = 0; start < slots.length; start += labelledAtOnce) {
    const some = slots.slice(start, start + labelledAtOnce);
    for (const [row, slot] of some.entries()) {
      rows.set(row, outcomes.vectors(table.hash(slot))?.prompt ?? null);
    }
    labelRows(model, rows, 0, some.length, found);
    for (const [row, slot] of some.entries()) labels[slot] = found[row] ?? noTopic;
    if (slice.over) await slice.rest();
  }
}

/** The first prompts by content hash, and the content that each belongs to. */
async function somePrompts(
  table: SampleTable,
  outcomes: Outcomes,
): Promise<{ readonly prompts: VectorTable; readonly hashes: readonly string[] }> {
  const slice = new TimeSlice();
  const hashes: string[] = [];
  const prompts = VectorTable.empty(fittedPrompts, table.vectors.width);
  for (const slot of await table.order()) {
    if (hashes.length === fittedPrompts) break;
    const hash = table.hash(slot);
    const prompt = outcomes.vectors(hash)?.prompt ?? null;
    if (prompt !== null) prompts.set(hashes.push(hash) - 1, prompt);
    if (slice.over) await slice.rest();
  }
  return { prompts, hashes };
}
