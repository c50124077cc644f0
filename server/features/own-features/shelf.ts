import { gatherExamples, whyUnfit } from '../../core/own-features/build-feature.ts';
import { serialiseFeature } from '../../core/own-features/feature-file.ts';
import { fitDirection } from '../../core/own-features/fit-feature.ts';
import type { OwnFeature } from '../../core/own-features/own-feature.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import { readOwnFeatures } from '../../store/own-feature-files.ts';
import { ProjectFiles } from '../../store/project-files.ts';
import { History, writeFile, type FileChange, type Undone } from './history.ts';

/** A feature of the folder, fit for the pack in use. */
export interface ShelfFeature {
  readonly feature: OwnFeature;
  /** Whether it was made again from its examples, because its file is for another pack. */
  readonly remade: boolean;
}

/** The features of one folder: those of `.latent-lint/features/`, and the last changes of them. */
export class Shelf {
  readonly files: ProjectFiles;
  readonly history: History;
  /** Fit for the pack in use, by id. */
  features: readonly ShelfFeature[] = [];
  /** Files that hold no feature that can be used, one sentence each. */
  problems: readonly string[] = [];
  /** The feature that marks go to. */
  #current: string | null = null;
  #stored: readonly OwnFeature[] = [];
  #storedProblems: readonly string[] = [];
  #engine: ScanEngine | null = null;
  /** By the text of the file; for this engine. */
  #fitted = new Map<string, ShelfFeature>();
  #key = '';
  #last: Promise<unknown> = Promise.resolve();
  readonly #failed: (error: unknown) => void;

  /**
   * @param root the folder that holds `.latent-lint`.
   * @param failed hears why the features could not be read again after a change that was made.
   */
  constructor(root: string, failed: (error: unknown) => void) {
    this.files = new ProjectFiles(root);
    this.#failed = failed;
    this.history = new History(this.files);
  }

  get root(): string {
    return this.files.root;
  }

  get current(): string | null {
    return this.find(this.#current)?.id ?? null;
  }

  set current(id: string | null) {
    this.#current = id;
  }

  find(id: string | null): OwnFeature | null {
    return this.features.find(({ feature }) => feature.id === id)?.feature ?? null;
  }

  /** Reads the files again, and makes features of other packs anew; whether anything is other than before. */
  async load(engine: ScanEngine | null): Promise<boolean> {
    return this.inTurn(async () => this.#load(engine));
  }

  /** As `load`, for whoever is in turn already. */
  async reload(engine: ScanEngine | null): Promise<boolean> {
    return this.#load(engine);
  }

  /** Writes a change at once and remembers it. Throws {NotWritten}; afterwards it is made, whatever fails. */
  async write(words: string, changes: readonly FileChange[]): Promise<void> {
    for (const { name, after } of changes) await writeFile(this.files, name, after);
    this.history.add({ words, files: changes, currentBefore: this.#current });
    await this.#load(this.#engine).catch(this.#failed);
  }

  /** Puts a feature where it belongs; `words` say what that is. */
  async put(words: string, feature: OwnFeature): Promise<void> {
    const name = featureFileName(feature.id);
    const before = await this.files.read(name);
    await this.write(words, [{ name, before, after: serialiseFeature(feature) }]);
  }

  async remove(words: string, id: string): Promise<void> {
    const name = featureFileName(id);
    await this.write(words, [{ name, before: await this.files.read(name), after: null }]);
  }

  /** Takes the last change back, in turn with others as `write` is. */
  async undo(engine: ScanEngine | null): Promise<Undone> {
    const undone = await this.history.undo();
    if (undone.kind === 'undone') this.#current = undone.change.currentBefore;
    await this.#load(engine).catch(this.#failed);
    return undone;
  }

  /** What is known of how sure a feature is came after it: it joins the file, if that is as it was written. */
  async setFigures(feature: OwnFeature, figures: OwnFeature['figures']): Promise<boolean> {
    return this.inTurn(async () => {
      const name = featureFileName(feature.id);
      const before = serialiseFeature(feature);
      if ((await this.files.read(name)) !== before) return false;
      const after = serialiseFeature({ ...feature, figures });
      await this.files.write(name, after);
      this.history.amend(name, before, after);
      return this.#load(this.#engine);
    });
  }

  /** Does one thing after the other: each sees what the one before has written. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #load(engine: ScanEngine | null): Promise<boolean> {
    const { features, problems } = await readOwnFeatures(this.root);
    this.#stored = features;
    this.#storedProblems = problems;
    if (this.#engine !== engine) this.#fitted = new Map();
    this.#engine = engine;
    await this.#fit();
    const key = JSON.stringify([
      this.features.map(({ feature }) => serialiseFeature(feature)),
      this.problems,
      this.current,
      engine?.outcomes.pack.hash,
    ]);
    const isOther = key !== this.#key;
    this.#key = key;
    return isOther;
  }

  async #fit(): Promise<void> {
    const engine = this.#engine;
    const fitted = new Map<string, ShelfFeature>();
    const problems = [...this.#storedProblems];
    for (const stored of engine === null ? [] : this.#stored) {
      const text = serialiseFeature(stored);
      // A feature that is the same keeps its object, and with it whatever was computed for it.
      const made = this.#fitted.get(text) ?? (engine && (await fitFor(stored, engine)));
      if (typeof made === 'string') problems.push(made);
      else if (made !== null) fitted.set(text, made);
    }
    this.#fitted = fitted;
    this.features = [...fitted.values()];
    this.problems = problems;
  }
}

export function featureFileName(id: string): string {
  return `features/${id}.json`;
}

/** The feature as the pack can use it, or one sentence that says why it cannot. */
async function fitFor(stored: OwnFeature, engine: ScanEngine): Promise<ShelfFeature | string> {
  const { outcomes, features } = engine;
  const { name, version, hash } = outcomes.pack;
  if (whyUnfit(stored, outcomes.pack) === null) return { feature: stored, remade: false };
  const examples = gatherExamples(stored, (content) => outcomes.vectors(content));
  if (examples.kind === 'problem') return examples.message;
  const space = await features.space().catch(sentenceOf);
  if (typeof space === 'string') return space;
  const fit = fitDirection(examples.fitted, space, space.comparison);
  if (fit.kind === 'problem') return fit.message;
  const pack = { name, version, hash };
  return { feature: { ...stored, pack, figures: null, ...fit.fitted }, remade: true };
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The pack cannot be used for this.';
}
