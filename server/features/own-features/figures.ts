import { gatherExamples } from '../../core/own-features/build-feature.ts';
import { spread } from '../../core/own-features/leave-out.ts';
import type { MarkedSample, UnmarkedSample } from '../../core/own-features/marked-sample.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import { mostUnmarked } from '../../core/own-features/topic.ts';
import type { QuantisedVector, SampleVectors } from '../../core/scoring/sample-vectors.ts';
import type { Projector } from '../../projection/projector.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { Ranking } from './file-ranks.ts';
import type { Shelf } from './shelf.ts';

/** A feature whose figures are wanted, and the lines of the file that it was marked in. */
export interface FiguresWish {
  readonly shelf: Shelf;
  readonly id: string;
  readonly engine: ScanEngine;
  readonly ranking: () => Promise<Ranking | null>;
}

/** Lines between two looks at the clock. */
const step = 1024;

interface Listener {
  readonly done: (shelf: Shelf) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Works out how sure features are, on a thread, a moment after every mark. Of marks that follow each other fast only
 * the last counts.
 */
export class Figures {
  readonly #projector: Pick<Projector, 'run'>;
  readonly #listener: Listener;
  /** By folder and feature: what is wanted next; null while nothing is beyond what goes on. */
  readonly #wishes = new Map<string, FiguresWish | null>();

  constructor(projector: Pick<Projector, 'run'>, listener: Listener) {
    this.#projector = projector;
    this.#listener = listener;
  }

  ask(wish: FiguresWish): void {
    const key = JSON.stringify([wish.shelf.root, wish.id]);
    if (this.#wishes.has(key)) {
      this.#wishes.set(key, wish);
      return;
    }
    this.#wishes.set(key, null);
    this.#answer(key, wish).catch(this.#listener.failed);
  }

  async #answer(key: string, wish: FiguresWish): Promise<void> {
    let next: FiguresWish | null = wish;
    try {
      while (next !== null) {
        if (await this.#measure(next)) this.#listener.done(next.shelf);
        next = this.#wishes.get(key) ?? null;
        this.#wishes.set(key, null);
      }
    } finally {
      this.#wishes.delete(key);
    }
  }

  /** Whether the feature has figures that it did not have before. */
  async #measure({ shelf, id, engine, ranking }: FiguresWish): Promise<boolean> {
    const feature = shelf.find(id);
    if (feature === null || feature.method === 'imported') return false;
    const ofMarks = new SharedCopies(feature.examples.length, engine.outcomes.pack.width);
    const marks = gatherExamples(feature, (hash) => ofMarks.of(engine.outcomes.vectors(hash)));
    if (marks.kind === 'problem') return false;
    const { ordinary, directions, featureIds } = await engine.features.space();
    const lines = await ranking();
    const input = {
      marks: await withDetails(marks.fitted, lines, engine),
      space: { ordinary, directions, featureIds },
      unmarked: lines === null ? [] : await unmarkedOf(feature, lines, engine),
      threshold: feature.threshold,
    };
    const figures = await this.#projector.run({ kind: 'figures', input });
    // Another mark may have come since.
    return shelf.find(id) === feature && (await shelf.setFigures(feature, figures));
  }
}

/** What is told of lengths and formats needs the lines that hold the marked samples. */
async function withDetails(
  marks: readonly MarkedSample[],
  lines: Ranking | null,
  { outcomes }: ScanEngine,
): Promise<MarkedSample[]> {
  const formats = new Map<string, string>();
  const wanted = new Set(marks.map(({ contentHash }) => contentHash));
  const slice = new TimeSlice();
  for (const [line, { summary }] of (lines?.lines ?? []).entries()) {
    if (line % step === 0 && slice.over) await slice.rest();
    if (summary?.kind !== 'sample') continue;
    if (wanted.has(summary.hash)) formats.set(summary.hash, summary.format);
  }
  return marks.map((mark) => {
    const outcome = outcomes.get(mark.contentHash);
    const format = formats.get(mark.contentHash);
    if (outcome?.kind !== 'score' || format === undefined) return mark;
    return { ...mark, tokens: outcome.score.tokens, format };
  });
}

/** Unmarked samples of the file, evenly spread, each content once. */
async function unmarkedOf(
  { examples }: OwnFeature,
  { lines, slots }: Ranking,
  { outcomes }: ScanEngine,
): Promise<UnmarkedSample[]> {
  const taken = new Set(examples.map(({ contentHash }) => contentHash));
  const slice = new TimeSlice();
  const candidates: { readonly hash: string; readonly format: string }[] = [];
  for (const [line, { summary }] of lines.entries()) {
    if (line % step === 0 && slice.over) await slice.rest();
    if (summary?.kind !== 'sample' || (slots[line] ?? -1) < 0 || taken.has(summary.hash)) continue;
    taken.add(summary.hash);
    candidates.push(summary);
  }
  const copies = new SharedCopies(Math.min(candidates.length, mostUnmarked), outcomes.pack.width);
  const unmarked: UnmarkedSample[] = [];
  for (const at of spread(candidates.length, mostUnmarked)) {
    const { hash: contentHash = '', format = '' } = candidates[at] ?? {};
    const outcome = outcomes.get(contentHash);
    const vectors = copies.of(outcomes.vectors(contentHash));
    if (outcome?.kind === 'score' && vectors !== undefined) {
      unmarked.push({ contentHash, vectors, format, tokens: outcome.score.tokens });
    }
    if (slice.over) await slice.rest();
  }
  return unmarked;
}

/**
 * Vectors apart from the store's own bytes, all in one memory that a thread can read too: sent there, a view of the
 * store would take all bytes around it along, and thousands of copies by themselves take tens of milliseconds.
 */
class SharedCopies {
  readonly #bytes: Int8Array<SharedArrayBuffer>;
  #used = 0;

  constructor(samples: number, width: number) {
    this.#bytes = new Int8Array(new SharedArrayBuffer(2 * samples * width));
  }

  of(vectors: SampleVectors | undefined): SampleVectors | undefined {
    if (vectors === undefined) return undefined;
    const { answer, prompt } = vectors;
    return { answer: this.#copy(answer), prompt: prompt && this.#copy(prompt) };
  }

  #copy({ scale, values }: QuantisedVector): QuantisedVector {
    const end = this.#used + values.length;
    // Vectors of another width are refused later, with a sentence.
    if (end > this.#bytes.length) return { scale, values: values.slice() };
    const copy = this.#bytes.subarray(this.#used, end);
    copy.set(values);
    this.#used = end;
    return { scale, values: copy };
  }
}
