import { shareEstimate } from '../../core/own-features/estimate.ts';
import {
  joinedPack,
  parseOrdinaryFile,
  type Calibrated,
  type OrdinaryFile,
} from '../../core/own-features/ordinary-file.ts';
import type { OrdinaryView } from '../../own-feature-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import { TimeSlice } from '../../time-slice.ts';
import { JoinedOutcomes } from './joined-outcomes.ts';
import type { Shelf } from './shelf.ts';

export const ordinaryFileName = 'ordinary.json';

interface Known {
  readonly engine: ScanEngine | null;
  /** The text of `ordinary.json`; undefined when it could not be read. */
  readonly text: string | null | undefined;
  readonly file: OrdinaryFile | null;
  /** What is known of samples by it; null while the pack alone counts. */
  readonly outcomes: Outcomes | null;
  /** Why own data does not count, in one sentence; null when it does, or when there is none. */
  readonly problem: string | null;
}

const unreadable = 'The file .latent-lint/ordinary.json could not be read.';
const nothing: Known = { engine: null, text: null, file: null, outcomes: null, problem: null };

export interface OrdinaryListener {
  readonly filesOf: (shelf: Shelf) => readonly FileScan[];
  /** The reference of these files is another one: what is shown of them has changed. */
  readonly changed: (files: readonly FileScan[]) => void;
  readonly failed: (error: unknown) => void;
}

/** One's own ordinary data of each folder, and the reference that it joins. */
export class OrdinaryData {
  readonly #listener: OrdinaryListener;
  readonly #known = new WeakMap<Shelf, Known>();
  readonly #loading = new WeakMap<Shelf, Promise<void>>();

  constructor(listener: OrdinaryListener) {
    this.#listener = listener;
  }

  /** What own data changes in percentiles; null while the pack alone counts. */
  inForce(shelf: Shelf | undefined): Calibrated | null {
    const known = shelf && this.#known.get(shelf);
    return known?.outcomes ? (known.file?.calibrated ?? null) : null;
  }

  /** The reference in force, in words: 'own data (150 lines) and the pack'. */
  words(shelf: Shelf | undefined): string {
    const calibrated = this.inForce(shelf);
    return calibrated === null ? 'the pack' : `own data (${calibrated.samples} lines) and the pack`;
  }

  /** Why own data does not count as it is now, in one sentence; null when there is nothing to say. */
  problem(shelf: Shelf | undefined): string | null {
    return (shelf && this.#known.get(shelf)?.problem) ?? null;
  }

  view(shelf: Shelf, engine: ScanEngine | null, done: boolean, message: string): OrdinaryView {
    const { file, problem } = this.#known.get(shelf) ?? nothing;
    const sources = file?.sources ?? [];
    const calibrated = this.inForce(shelf);
    const threshold = engine?.outcomes.pack.risk.thresholds.warning ?? 1;
    const alarms = calibrated?.flagged.find((each) => each.threshold === threshold);
    const share = (count: number | undefined) =>
      count === undefined || calibrated === null ? null : shareEstimate(count, calibrated.samples);
    return {
      done,
      message: [message, problem].filter(Boolean).join(' '),
      files: sources.map(({ name, contentHashes }) => ({ name, samples: contentHashes.length })),
      samples: new Set(sources.flatMap(({ contentHashes }) => contentHashes)).size,
      reference: this.words(shelf),
      before: share(alarms?.before),
      after: share(alarms?.after),
    };
  }

  /** Reads the folder's `ordinary.json` again; what has changed is shown. */
  async load(shelf: Shelf, engine: ScanEngine | null): Promise<void> {
    const before = this.#loading.get(shelf) ?? Promise.resolve();
    const run = before.then(async () => this.#load(shelf, engine));
    this.#loading.set(
      shelf,
      run.catch(() => undefined),
    );
    return run;
  }

  /** A file was opened, or belongs to another folder. */
  async attach(file: FileScan, shelf: Shelf, engine: ScanEngine | null): Promise<void> {
    await this.load(shelf, engine);
    const outcomes = this.#known.get(shelf)?.outcomes ?? null;
    if (file.outcomes !== outcomes) await this.#show([file], outcomes, engine);
  }

  async #load(shelf: Shelf, engine: ScanEngine | null): Promise<void> {
    const text = await shelf.files.read(ordinaryFileName).catch((error: unknown) => {
      this.#listener.failed(error);
      return undefined;
    });
    const known = this.#known.get(shelf) ?? nothing;
    if (known.engine === engine && known.text === text) return;
    const now = text === undefined ? keptOf(known, engine) : readKnown(text, engine);
    this.#known.set(shelf, now);
    const files = this.#listener.filesOf(shelf);
    if (known.outcomes !== now.outcomes) await this.#show(files, now.outcomes, engine);
    else if (known.problem !== now.problem) this.#listener.changed(files);
  }

  /** Judges all lines again by another reference. */
  async #show(
    files: readonly FileScan[],
    outcomes: Outcomes | null,
    engine: ScanEngine | null,
  ): Promise<void> {
    const slice = new TimeSlice();
    for (const file of files) {
      file.outcomes = outcomes;
      for (const record of engine === null ? [] : file.lines) {
        if (engine !== null) file.judgeAgain(record, engine.outcomes);
        if (slice.over) await slice.rest();
      }
      file.results += 1;
      file.revision += 1;
    }
    this.#listener.changed(files);
  }
}

function readKnown(text: string | null, engine: ScanEngine | null): Known {
  const reading = text === null ? null : parseOrdinaryFile(text);
  const file = reading?.kind === 'ordinary' ? reading.file : null;
  const joined = file && engine && joinedPack(engine.outcomes.pack, file);
  const problem = reading?.kind === 'problem' ? reading.message : (joined?.problem ?? null);
  const outcomes =
    engine !== null && joined !== null && problem === null
      ? new JoinedOutcomes(engine.outcomes, joined.pack)
      : null;
  return { engine, text, file, outcomes, problem };
}

/** What cannot be read counts as it was known, as long as the pack is the same. */
function keptOf(known: Known, engine: ScanEngine | null): Known {
  const kept = known.engine === engine ? known : { ...nothing, engine };
  return { ...kept, text: undefined, problem: unreadable };
}
