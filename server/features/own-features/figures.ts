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
    const marks = gatherExamples(feature, (hash) => copyOf(engine.outcomes.vectors(hash)));
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
  for (const { summary } of lines?.lines ?? []) {
    if (summary?.kind !== 'sample') continue;
    if (wanted.has(summary.hash)) formats.set(summary.hash, summary.format);
    if (slice.over) await slice.rest();
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
    if (summary?.kind !== 'sample' || (slots[line] ?? -1) < 0 || taken.has(summary.hash)) continue;
    taken.add(summary.hash);
    candidates.push(summary);
    if (slice.over) await slice.rest();
  }
  const unmarked: UnmarkedSample[] = [];
  for (const at of spread(candidates.length, mostUnmarked)) {
    const { hash: contentHash = '', format = '' } = candidates[at] ?? {};
    const outcome = outcomes.get(contentHash);
    const vectors = copyOf(outcomes.vectors(contentHash));
    if (outcome?.kind === 'score' && vectors !== undefined) {
      unmarked.push({ contentHash, vectors, format, tokens: outcome.score.tokens });
    }
    if (slice.over) await slice.rest();
  }
  return unmarked;
}

/** The vectors apart from the store's own bytes: sent to a thread, a view would take all bytes around it along. */
function copyOf(vectors: SampleVectors | undefined): SampleVectors | undefined {
  return (
    vectors && { answer: copy(vectors.answer), prompt: vectors.prompt && copy(vectors.prompt) }
  );
}

function copy({ scale, values }: QuantisedVector): QuantisedVector {
  return { scale, values: values.slice() };
}
