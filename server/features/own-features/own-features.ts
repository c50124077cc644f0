import type { ExampleSign, OwnFeature } from '../../core/own-features/own-feature.ts';
import { nearness, type Nearness } from '../../core/own-features/nearness.ts';
import { errorPlace, type Log } from '../../log.ts';
import type { OwnFeaturesChangedParams } from '../../own-feature-protocol.ts';
import type { Calibrated } from '../../core/own-features/ordinary-file.ts';
import type { ProjectionJob } from '../../projection/messages.ts';
import type { Projector } from '../../projection/projector.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { Scanner } from '../../scan/scanner.ts';
import { Figures } from './figures.ts';
import { FileRanks, type Ranking } from './file-ranks.ts';
import { flagLines, flagsOf } from './flags.ts';
import { OrdinaryData } from './ordinary-data.ts';
import { Shelf } from './shelf.ts';

/** A sample is an example of a feature. */
export interface Mark {
  readonly feature: OwnFeature;
  readonly sign: ExampleSign;
}

export interface OwnFeaturesOptions {
  readonly scanner: Scanner;
  readonly projector: Pick<Projector, 'run'>;
  readonly notify: (params: OwnFeaturesChangedParams) => Promise<void>;
  /** Something that is shown of a file is another one now. */
  readonly changed: (file: FileScan) => void;
  /** What was worked out of lines by another reference does not hold any more. */
  readonly referenceChanged: () => void;
  readonly log: Log;
}

/** Features of one's own: which count for which open file, and which of its lines they flag. */
export class OwnFeatures {
  readonly #options: OwnFeaturesOptions;
  readonly #figures: Figures;
  readonly ordinary: OrdinaryData;
  /** By folder. */
  readonly #shelves = new Map<string, Shelf>();
  /** By file; only of files on disk. */
  readonly #ofFiles = new Map<string, Shelf>();
  readonly #ranks = new WeakMap<FileScan, FileRanks>();

  constructor(options: OwnFeaturesOptions) {
    this.#options = options;
    this.#figures = new Figures(options.projector, {
      done: (shelf) => this.#run(this.refresh(shelf)),
      failed: (error) => this.#failed(error),
    });
    this.ordinary = new OrdinaryData({
      filesOf: (shelf) => this.filesOf(shelf),
      changed: (files) => {
        options.referenceChanged();
        for (const file of files) options.changed(file);
        const uris = files.map(({ uri }) => uri);
        if (uris.length > 0) this.#run(options.notify({ uris }));
      },
      failed: (error) => this.#failed(error),
    });
  }

  /** The features that count for a file; undefined for one that is in no folder. */
  shelf(uri: string): Shelf | undefined {
    return this.#ofFiles.get(uri);
  }

  /** The open files that a folder's features count for. */
  filesOf(shelf: Shelf): FileScan[] {
    const { files } = this.#options.scanner;
    return [...files.values()].filter(({ uri }) => this.#ofFiles.get(uri) === shelf);
  }

  /** A file belongs to a folder, whose features are read again. */
  async attach(file: FileScan, root: string): Promise<void> {
    const shelf = this.#shelves.get(root) ?? new Shelf(root, (error) => this.#failed(error));
    this.#shelves.set(root, shelf);
    const isNew = this.#ofFiles.get(file.uri) !== shelf;
    this.#ofFiles.set(file.uri, shelf);
    const { scanner } = this.#options;
    file.judge = {
      flags: (hash) => {
        const { engine } = scanner;
        return flagsOf(featuresOf(shelf), engine?.outcomes.vectors(hash));
      },
    };
    if (await shelf.load(scanner.engine)) this.#run(this.refresh(shelf));
    else if (isNew && shelf.features.length > 0) this.#run(this.#flag(file, shelf));
    this.#run(this.ordinary.attach(file, shelf, scanner.engine));
  }

  detach(uri: string): void {
    this.#ofFiles.delete(uri);
  }

  /** There is another pack, or none: features of other packs are made again for it. */
  engineChanged(): void {
    for (const shelf of this.#shelves.values()) this.#run(this.#reload(shelf));
  }

  /** A scan ended: examples that were not at hand may be now. */
  scanned(file: FileScan): void {
    const shelf = this.#ofFiles.get(file.uri);
    if (shelf === undefined) return;
    if (shelf.problems.length > 0) this.#run(this.#reload(shelf));
    this.#run(this.ordinary.load(shelf, this.#options.scanner.engine));
  }

  /** Says again which lines the features of a folder flag, in `first` before in other files, and tells the client. */
  async refresh(shelf: Shelf, first?: FileScan): Promise<void> {
    const files = this.filesOf(shelf);
    if (first !== undefined) await this.#flag(first, shelf);
    const rest = Promise.all(
      files.filter((file) => file !== first).map((file) => this.#flag(file, shelf)),
    );
    const tell = rest.then(async () => this.#options.notify({ uris: files.map(({ uri }) => uri) }));
    if (first === undefined) await tell;
    else this.#run(tell);
  }

  /** The lines of a file by every feature that counts for it; null while there is no pack. */
  async rank(file: FileScan, features?: readonly OwnFeature[]): Promise<Ranking | null> {
    const outcomes = this.#options.scanner.engine?.outcomes;
    const shelf = this.#ofFiles.get(file.uri);
    if (outcomes === undefined || shelf === undefined) return null;
    const ranks = this.#ranks.get(file) ?? new FileRanks(file);
    this.#ranks.set(file, ranks);
    return ranks.rank(outcomes, features ?? featuresOf(shelf));
  }

  /** How near a sample is to each feature of its file, the nearest first. */
  near(uri: string, contentHash: string): (Nearness & { readonly feature: OwnFeature })[] {
    const vectors = this.#options.scanner.engine?.outcomes.vectors(contentHash);
    const shelf = this.#ofFiles.get(uri);
    if (vectors === undefined || shelf === undefined) return [];
    return featuresOf(shelf)
      .map((feature) => ({ feature, ...nearness(feature, vectors) }))
      .sort((a, b) => b.cosine - a.cosine);
  }

  /** The features that a sample is an example of. */
  marksOf(uri: string, contentHash: string): Mark[] {
    const shelf = this.#ofFiles.get(uri);
    return (shelf === undefined ? [] : featuresOf(shelf)).flatMap((feature) => {
      const example = feature.examples.find((each) => each.contentHash === contentHash);
      return example === undefined ? [] : [{ feature, sign: example.sign }];
    });
  }

  /** What own ordinary samples change in percentiles; on a thread. */
  readonly recalibrate = async (
    job: Extract<ProjectionJob, { kind: 'recalibration' }>,
  ): Promise<Calibrated> => this.#options.projector.run(job);

  /** Works out how sure a feature is, in the background. */
  measure(shelf: Shelf, id: string, file: FileScan): void {
    const { engine } = this.#options.scanner;
    if (engine !== null)
      this.#figures.ask({ shelf, id, engine, ranking: async () => this.rank(file) });
  }

  async #reload(shelf: Shelf): Promise<void> {
    const { engine } = this.#options.scanner;
    if (await shelf.load(engine)) await this.refresh(shelf);
    await this.ordinary.load(shelf, engine);
  }

  async #flag(file: FileScan, shelf: Shelf): Promise<void> {
    const features = featuresOf(shelf);
    const ranking = await this.rank(file);
    if (ranking !== null && (await flagLines(file, features, ranking))) this.#options.changed(file);
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): void {
    this.#options.log.error(`Features of one’s own failed: ${errorPlace(error)}`);
  }
}

export function featuresOf(shelf: Shelf): OwnFeature[] {
  return shelf.features.map(({ feature }) => feature);
}
