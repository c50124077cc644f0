import { FindingDetails } from '../../../server/features/finding-details.ts';
import { FlaggedFiles } from '../../../server/features/flagged-files.ts';
import { Choices } from '../../../server/features/choices.ts';
import { OwnFeatures } from '../../../server/features/own-features/own-features.ts';
import { SecondOpinions } from '../../../server/features/own-features/second-opinion.ts';
import { Maps } from '../../../server/features/map/maps.ts';
import { LayoutFiles } from '../../../server/store/layout-files.ts';
import { Ignores } from '../../../server/features/ignores.ts';
import type { ClientAbilities, FeatureContext } from '../../../server/features/context.ts';
import type { Log } from '../../../server/log.ts';
import type { SampleScore } from '../../../server/core/scoring/sample-score.ts';
import { parseSettings } from '../../../server/parse-settings.ts';
import { FileScan } from '../../../server/scan/file-scan.ts';
import { Outcomes } from '../../../server/scan/outcomes.ts';
import { Scanner } from '../../../server/scan/scanner.ts';
import { ScoreStore } from '../../../server/store/score-store.ts';
import { FakeScorer, scored } from '../scan/fake-scorer.ts';
import { noFeatures, noLatents, straightDirections, tinyPack } from '../scan/tiny-pack.ts';

const abilities: ClientAbilities = {
  configuration: true,
  workspaceFolders: true,
  workDoneProgress: true,
  documentChanges: true,
  changeAnnotations: true,
  createFiles: true,
  watchedFiles: true,
  configurationChanges: true,
  commandLinks: true,
};

const silent: Log = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
};

export interface Scanned {
  readonly file: FileScan;
  readonly context: FeatureContext;
  /** Resolves at the next end of a scan. */
  readonly nextEnd: () => Promise<void>;
}

/**
 * A file of plain text lines that was scanned with a pack of two features. The number that a text begins
 * with is its risk cosine; its risk is half more.
 */
export async function scan(
  lines: readonly string[],
  settings: object = {},
  changes: Partial<SampleScore> | ((text: string) => Partial<SampleScore>) = {},
): Promise<Scanned> {
  const changesOf = (text: string) => (typeof changes === 'function' ? changes(text) : changes);
  const pack = tinyPack(2);
  const scorer = new FakeScorer();
  scorer.automatic = (text) => scored(Number.parseFloat(text), changesOf(text));
  const latents = changesOf('').latents !== undefined;
  const vectors = changesOf('').vectors !== undefined;
  const store = new ScoreStore({ folder: null, pack, maxTokens: 100, latents, vectors });
  const file = new FileScan('file:///data/data.jsonl', 1, lines.join('\n'));
  file.settings = parseSettings(settings).settings;
  const waiting: (() => void)[] = [];
  const nextEnd = () => new Promise<void>((resolve) => waiting.push(resolve));
  const scanner = await new Promise<Scanner>((resolve, reject) => {
    const made: Scanner = new Scanner({
      changed: () => undefined,
      finished: () => {
        resolve(made);
        for (const wake of waiting.splice(0)) wake();
      },
      failed: (where) => reject(new Error(where)),
    });
    made.use({
      outcomes: new Outcomes(pack, store),
      scorer,
      capacity: 2,
      latents: noLatents,
      directions: straightDirections,
      features: noFeatures,
    });
    made.add(file);
    made.wake();
  });
  const ignores = new Ignores();
  const choices = new Choices();
  const noThread = { run: () => Promise.reject(new Error('There is no thread.')) };
  const context: FeatureContext = {
    scanner,
    own: new OwnFeatures({
      scanner,
      projector: noThread,
      notify: () => Promise.resolve(),
      changed: () => undefined,
      referenceChanged: () => undefined,
      log: silent,
    }),
    ignores,
    choices,
    flagged: new FlaggedFiles(scanner, ignores, choices),
    maps: new Maps({
      projector: noThread,
      layouts: new LayoutFiles(null),
      notify: () => Promise.resolve(),
      failed: () => undefined,
    }),
    opinions: new SecondOpinions(noThread),
    details: new FindingDetails(),
    log: silent,
    abilities,
    featurePages: null,
  };
  return { file, context, nextEnd };
}

export const textLine = (text: string): string => JSON.stringify({ text });
