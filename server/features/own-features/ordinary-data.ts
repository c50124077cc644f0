import { expectedRates } from '../../core/own-features/expected-rates.ts';
import { parseOrdinaryFile, type OrdinaryFile } from '../../core/own-features/ordinary-file.ts';
import {
  leastOwn,
  type OwnOrdinary,
  type OwnReference,
} from '../../core/own-features/own-reference.ts';
import type { OrdinaryView } from '../../own-feature-protocol.ts';
import type { Projector } from '../../projection/projector.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { Outcomes } from '../../scan/outcomes.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import { TimeSlice } from '../../time-slice.ts';
import { JoinedOutcomes } from './joined-outcomes.ts';
import type { Shelf } from './shelf.ts';

export const ordinaryFileName = 'ordinary.json';

interface Known {
  readonly engine: ScanEngine | null;
  /** What it was made of: the file's text, and how many samples were at hand. */
  readonly key: string;
  readonly file: OrdinaryFile | null;
  readonly reference: OwnReference | null;
  readonly outcomes: Outcomes | null;
  /** Why own data is not in the reference, in one sentence; null when it is, or when there is none. */
  readonly problem: string | null;
}

const nothing: Known = {
  engine: null,
  key: '',
  file: null,
  reference: null,
  outcomes: null,
  problem: null,
};

export interface OrdinaryListener {
  readonly filesOf: (shelf: Shelf) => readonly FileScan[];
  /** The reference of these files is another one: what is shown of them has changed. */
  readonly changed: (files: readonly FileScan[]) => void;
}

/** One's own ordinary data of each folder, and the reference that it joins. */
export class OrdinaryData {
  readonly #projector: Pick<Projector, 'run'>;
  readonly #listener: OrdinaryListener;
  readonly #known = new WeakMap<Shelf, Known>();
  readonly #loading = new WeakMap<Shelf, Promise<void>>();

  constructor(projector: Pick<Projector, 'run'>, listener: OrdinaryListener) {
    this.#projector = projector;
    this.#listener = listener;
  }

  /** The reference with own data in it; null while that of the pack alone counts. */
  inForce(shelf: Shelf | undefined): OwnReference | null {
    return (shelf && this.#known.get(shelf)?.reference) ?? null;
  }

  /** The reference in force, in words: 'own data (150 lines) and the pack'. */
  words(shelf: Shelf | undefined): string {
    const reference = this.inForce(shelf);
    return reference === null ? 'the pack' : `own data (${reference.samples} lines) and the pack`;
  }

  view(shelf: Shelf, engine: ScanEngine | null, done: boolean, message: string): OrdinaryView {
    const { file, reference, problem } = this.#known.get(shelf) ?? nothing;
    const sources = file?.sources ?? [];
    const threshold = engine?.outcomes.pack.risk.thresholds.warning ?? 1;
    const alarms = (shares: readonly number[] | undefined) =>
      shares === undefined
        ? null
        : (expectedRates([threshold], shares, [])[0]?.falseAlarms ?? null);
    return {
      done,
      message: [message, problem].filter(Boolean).join(' '),
      files: sources.map(({ name, contentHashes }) => ({ name, samples: contentHashes.length })),
      samples: new Set(sources.flatMap(({ contentHashes }) => contentHashes)).size,
      reference: this.words(shelf),
      before: alarms(reference?.before),
      after: alarms(reference?.after),
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
    const text = await shelf.files.read(ordinaryFileName);
    const reading = text === null ? null : parseOrdinaryFile(text);
    const file = reading?.kind === 'ordinary' ? reading.file : null;
    const own = file === null || engine === null ? [] : gather(file, engine);
    const key = JSON.stringify([text, own.length]);
    const known = this.#known.get(shelf) ?? nothing;
    if (known.engine === engine && known.key === key) return;
    const made = { engine, key, file, reference: null, outcomes: null };
    const damaged = reading?.kind === 'problem' ? reading.message : null;
    const problem = damaged ?? (file && engine && whyNot(file, own));
    const reference =
      problem !== null || file === null || engine === null ? null : await this.#join(own, engine);
    const outcomes = reference && engine && new JoinedOutcomes(engine.outcomes, reference);
    const failed = problem === null && file !== null && engine !== null && reference === null;
    this.#known.set(shelf, {
      ...made,
      reference,
      outcomes,
      problem: failed ? 'Your own ordinary data cannot join the reference.' : problem,
    });
    if (known.outcomes !== outcomes) {
      await this.#show(this.#listener.filesOf(shelf), outcomes, engine);
    }
  }

  async #join(own: readonly OwnOrdinary[], engine: ScanEngine): Promise<OwnReference | null> {
    const { ordinary, directions, featureIds } = await engine.features.space();
    const space = { ordinary, directions, featureIds };
    return this.#projector.run({ kind: 'reference', own, space });
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

/** The samples that have a score here, with vectors of their own bytes, to be sent to a thread. */
function gather({ sources }: OrdinaryFile, { outcomes }: ScanEngine): OwnOrdinary[] {
  const hashes = new Set(sources.flatMap(({ contentHashes }) => contentHashes));
  return [...hashes].flatMap((contentHash) => {
    const answer = outcomes.vectors(contentHash)?.answer;
    if (answer === undefined) return [];
    return [{ contentHash, answer: { scale: answer.scale, values: answer.values.slice() } }];
  });
}

function whyNot({ sources }: OrdinaryFile, own: readonly OwnOrdinary[]): string | null {
  const wanted = new Set(sources.flatMap(({ contentHashes }) => contentHashes)).size;
  if (own.length < wanted) {
    return `${wanted - own.length} of your ${wanted} ordinary samples have no score here yet; add their files again.`;
  }
  if (wanted >= leastOwn) return null;
  return `At least ${leastOwn} different ordinary samples are needed; there are ${wanted}.`;
}
