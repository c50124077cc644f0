import { performance } from 'node:perf_hooks';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import type { MapSummary, ProjectionChoice } from '../../map-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { FeatureContext } from '../context.ts';
import type { ColumnSource } from './columns.ts';
import { sumFeatures, type FeatureSums } from './feature-sums.ts';
import {
  emptyParts,
  newParts,
  ownFeaturesBy,
  ownFeaturesOf,
  type MapParts,
  type PartsTools,
} from './map-parts.ts';
import { readRows, type MapRows } from './map-rows.ts';
import { placesOn } from './own-columns.ts';
import { shownFor, type ShownProjection } from './projections.ts';
import { promptStart } from './prompt-start.ts';
import { inSlices } from './slices.ts';
import { summarise } from './summary.ts';

/** What a map needs beside the context of every feature. */
export interface DataMapTools extends PartsTools {
  /** Numbers for stamps, each once. */
  readonly nextStamp: () => number;
}

/** A map as it was at a stamp. */
export interface MapState extends ColumnSource {
  readonly stamp: number;
  readonly shown: ShownProjection | null;
}

interface SeenFile {
  readonly scan: FileScan;
  readonly revision: number;
  /** With other percentiles all that is known of samples is another. */
  readonly outcomes: Outcomes | null;
  /** Features of one's own; one that was changed is another object. */
  readonly own: readonly OwnFeature[];
}

/** The map of one set of files: what is known of their samples, kept up to date at little cost. */
export class DataMap {
  readonly uris: readonly string[];
  readonly #tools: DataMapTools;
  #parts: MapParts | null = null;
  #rows: MapRows | null = null;
  /** What the rows were read from. */
  #seen: readonly SeenFile[] = [];
  #refreshing: Promise<void> | null = null;
  /** The rows that UMAP was last brought up to date with. */
  #umapRevision = -1;
  /** By projection: the last state, and what it was made of. */
  readonly #states = new Map<string, { readonly key: string; readonly state: MapState }>();
  /** By content hash. */
  readonly #topicNames = new Map<string, string>();
  readonly #sums = new WeakMap<MapRows, Promise<FeatureSums>>();
  #rowsRevision = 0;
  /** How long reading the rows took last, in milliseconds. */
  cost = 0;

  constructor(uris: readonly string[], tools: DataMapTools) {
    this.uris = uris;
    this.#tools = tools;
  }

  /** The map as it is now; null when one of the files is not open. */
  async state(choice: ProjectionChoice, context: FeatureContext): Promise<MapState | null> {
    const scans = this.#scans(context);
    if (scans === null) return null;
    await this.#refresh(scans, context);
    await this.#updateTopics();
    await this.#updateUmap(choice);
    const rows = this.#rows;
    return rows === null ? null : this.#stateOf(choice, rows);
  }

  /** The state of a stamp, if it is the last of its projection. */
  at(stamp: number, choice: ProjectionChoice): MapState | null {
    const state = this.#states.get(nameOf(choice))?.state;
    return state?.stamp === stamp ? state : null;
  }

  async summary(state: MapState, context: FeatureContext): Promise<MapSummary> {
    // Those of this state; others may come while the sums are made.
    const trust = this.#parts?.trust;
    const known = {
      quality: trust?.quality ?? null,
      measuring: trust?.measuring ?? false,
      topics: this.topicNames(state),
    };
    return summarise(state, context, { ...known, sums: await this.#sumsOf(state) });
  }

  /** What the topics are called: the start of a typical prompt of each. */
  topicNames(state: MapState): readonly string[] {
    return (this.#parts?.topics.typical ?? []).map((hash, topic) => {
      const name = this.#topicNames.get(hash) ?? promptStart(state, hash) ?? `Topic ${topic + 1}`;
      this.#topicNames.set(hash, name);
      return name;
    });
  }

  stop(): void {
    this.#parts?.umap.stop();
  }

  /** Ends all work in the background. */
  dispose(): void {
    this.release();
  }

  /** Frees what is large, and keeps how samples are placed. */
  release(): void {
    this.#rows = null;
    this.#seen = [];
    this.#states.clear();
    this.#parts?.pca.clear();
    this.#parts?.umap.clear();
    this.#parts?.trust.dispose();
    this.#parts?.topics.dispose();
    if (this.#parts !== null) {
      const { engine, pca, umap, anchors, directions } = this.#parts;
      this.#parts = { ...emptyParts(engine, this.#tools), pca, umap, anchors, directions };
    }
  }

  #sumsOf({ rows, table, pack }: MapState): Promise<FeatureSums> {
    const known = this.#sums.get(rows);
    if (known !== undefined) return known;
    const sums = inSlices(sumFeatures(rows, table, 1 + (pack?.features.length ?? 0)));
    this.#sums.set(rows, sums);
    return sums;
  }

  #scans({ scanner }: FeatureContext): FileScan[] | null {
    const scans = this.uris.map((uri) => scanner.files.get(uri));
    return scans.every((scan) => scan !== undefined) ? scans : null;
  }

  /** Reads the rows again if something has changed; two never do so at once. */
  async #refresh(scans: readonly FileScan[], context: FeatureContext): Promise<void> {
    while (this.#refreshing !== null) await this.#refreshing;
    const { engine } = context.scanner;
    if (!this.#isStale(scans, engine, context)) return;
    this.#refreshing = this.#read(scans, engine, context);
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = null;
    }
  }

  #isStale(
    scans: readonly FileScan[],
    engine: ScanEngine | null,
    context: FeatureContext,
  ): boolean {
    if (this.#rows === null || (this.#parts?.engine ?? null) !== engine) return true;
    const own = ownFeaturesBy(scans, context);
    return scans.some((scan, at) => {
      const seen = this.#seen[at];
      if (seen?.scan !== scan || seen.revision !== scan.revision) return true;
      const now = own[at] ?? [];
      return now.length !== seen.own.length || now.some((each, place) => each !== seen.own[place]);
    });
  }

  async #read(
    scans: readonly FileScan[],
    engine: ScanEngine | null,
    context: FeatureContext,
  ): Promise<void> {
    const slice = new TimeSlice();
    const started = performance.now();
    if ((this.#parts?.engine ?? null) !== engine) {
      this.#states.clear();
      this.#rows = null;
      this.#parts = engine && (await newParts(engine, this.#tools, this.uris));
    }
    if (scans.some(({ outcomes }, at) => (this.#seen[at]?.outcomes ?? null) !== outcomes)) {
      this.release();
    }
    const parts = this.#parts;
    const own = ownFeaturesBy(scans, context);
    this.#seen = scans.map((scan, at) => {
      const { revision, outcomes } = scan;
      return { scan, revision, outcomes, own: own[at] ?? [] };
    });
    parts?.table.mark();
    const rows = await readRows(scans, this.#rows, parts?.table ?? null, context, slice);
    this.#rows = rows;
    this.#rowsRevision += 1;
    this.cost = performance.now() - started;
    if (parts === null) return;
    const moved = parts.table.sweep();
    parts.trust.moved(moved);
    await parts.own.update(ownFeaturesOf(own), parts.table, moved, slice);
    for (const part of [parts.pca, parts.umap, parts.topics]) {
      if (slice.over) await slice.rest();
      part.moved(moved, parts.table);
    }
    await parts.pca.update(parts.table, isComplete(rows));
  }

  /** Topics come after the places, so that they do not keep a processor from them. */
  async #updateTopics(): Promise<void> {
    const [parts, rows] = [this.#parts, this.#rows];
    if (parts === null || rows === null || parts.pca.progress !== null) return;
    await parts.topics.update(parts.table, parts.engine.outcomes, isComplete(rows));
  }

  /** UMAP takes long, so it is begun when somebody asks for it; what was stopped is begun anew when asked again. */
  async #updateUmap({ kind }: ProjectionChoice): Promise<void> {
    const [parts, rows] = [this.#parts, this.#rows];
    if (parts === null || rows === null) return;
    if (kind !== 'umap') {
      if (parts.umap.halted !== null) this.#umapRevision = -1;
      parts.umap.resume();
    } else if (this.#umapRevision !== this.#rowsRevision) {
      this.#umapRevision = this.#rowsRevision;
      await parts.umap.update(parts.table, isComplete(rows));
    }
  }

  #stateOf(choice: ProjectionChoice, rows: MapRows): MapState {
    const parts = this.#parts;
    const pack = parts?.engine.outcomes.pack ?? null;
    const shown =
      parts &&
      shownFor(choice, {
        ...parts,
        pack: parts.engine.outcomes.pack,
        directions: parts.directions.values,
      });
    parts?.trust.update(parts.table, shown?.places ?? null, parts.topics.busy);
    const places = shown?.places;
    const key = [
      this.#rowsRevision,
      places?.name,
      places?.revision,
      parts?.trust.revision,
      parts?.topics.revision,
    ].join(' ');
    const known = this.#states.get(nameOf(choice));
    if (known?.key === key) return { ...known.state, shown };
    const state: MapState = {
      stamp: this.#tools.nextStamp(),
      rows,
      table: parts?.table ?? null,
      pack,
      shown,
      own: parts?.own.columns ?? [],
      ownOn: placesOn(
        parts?.own.columns ?? [],
        this.#seen.map(({ own }) => own),
      ),
      slots: {
        x: places?.x ?? null,
        y: places?.y ?? null,
        fidelity: parts?.trust.fidelity ?? null,
        topic: parts?.topics.labels ?? null,
      },
    };
    this.#states.set(nameOf(choice), { key, state });
    return state;
  }
}

function isComplete({ files }: MapRows): boolean {
  return files.every(({ finished }) => finished);
}

function nameOf(choice: ProjectionChoice): string {
  return choice.kind === 'features' ? `features ${choice.x} ${choice.y}` : choice.kind;
}
