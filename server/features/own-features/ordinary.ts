import path from 'node:path';
import type { CancellationToken, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { calibrationThresholds } from '../../core/own-features/calibration-thresholds.ts';
import {
  parseOrdinaryFile,
  serialiseOrdinaryFile,
  type OrdinaryFile,
} from '../../core/own-features/ordinary-file.ts';
import { leastOwn, type OrdinaryScore } from '../../core/own-features/recalibrate.ts';
import { errorPlace } from '../../log.ts';
import type { OrdinaryParams, OrdinaryView } from '../../own-feature-protocol.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import type { FeatureContext } from '../context.ts';
import { Cancelled } from '../request.ts';
import { messageOnceShown } from './failed-change.ts';
import { ordinaryFileName } from './ordinary-data.ts';
import { placeOf, type OwnPlace } from './place-of.ts';
import { filesAt, scoreFile, TooMany } from './score-files.ts';
import type { Shelf } from './shelf.ts';

/** Progress that the user sees and can stop. */
export type NewProgress = () => Promise<WorkDoneProgressServerReporter>;

/** One's own ordinary data for a file: what it is now, or more or none of it. */
export async function ordinary(
  { uri, change }: OrdinaryParams,
  context: FeatureContext,
  token: CancellationToken,
  newProgress: NewProgress,
): Promise<OrdinaryView> {
  const place = placeOf(uri, context);
  if (typeof place === 'string') return nowhere(place);
  const { shelf, engine } = place;
  const { ordinary: data } = context.own;
  await data.load(shelf, engine);
  if (change === null) return data.view(shelf, engine, true, '');
  if (engine === null) return data.view(shelf, engine, false, 'The model is not loaded yet.');
  try {
    const problem =
      change.kind === 'clear'
        ? await clear(shelf)
        : await add(
            change.paths,
            { ...place, engine },
            { token, newProgress, calibrateOn: context.own.recalibrate },
          );
    if (problem !== null) return data.view(shelf, engine, false, problem);
    return await viewOnceShown({ ...place, engine }, context);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    if (error instanceof TooMany) return data.view(shelf, engine, false, error.message);
    context.log.error(`Ordinary data failed: ${errorPlace(error)}`);
    return data.view(shelf, engine, false, 'The ordinary data could not be read or kept.');
  }
}

/** The change was made: what is shown of lines follows. */
async function viewOnceShown(
  { shelf, engine, file }: OwnPlace,
  { own, log }: FeatureContext,
): Promise<OrdinaryView> {
  const show = async (): Promise<void> => {
    await own.ordinary.load(shelf, engine);
    await own.refresh(shelf, file);
  };
  const late = await messageOnceShown('', show, log);
  const message = `The reference in force: ${own.ordinary.words(shelf)}.${late}`;
  return own.ordinary.view(shelf, engine, true, message);
}

async function clear(shelf: Shelf): Promise<string | null> {
  return shelf.inTurn(async () => {
    const before = await shelf.files.read(ordinaryFileName);
    if (before === null) return 'There is no ordinary data of your own.';
    const change = { name: ordinaryFileName, before, after: null };
    await shelf.write('leaving out your own ordinary data', [change]);
    return null;
  });
}

interface AddTools {
  readonly token: CancellationToken;
  readonly newProgress: NewProgress;
  readonly calibrateOn: FeatureContext['own']['recalibrate'];
}

/** Scores files and adds their samples; one sentence when that cannot be. */
async function add(
  paths: readonly string[],
  { shelf, engine, file }: OwnPlace & { readonly engine: ScanEngine },
  tools: AddTools,
): Promise<string | null> {
  const files = await filesAt(paths);
  if (typeof files === 'string') return files;
  const format = file.settings?.format ?? 'auto';
  const scored = await scoreAll(files, tools, async (each, options) => ({
    name: path.relative(shelf.root, each).split(path.sep).join('/'),
    contentHashes: await scoreFile(each, format, engine, options),
  }));
  return shelf.inTurn(async () => {
    const before = await shelf.files.read(ordinaryFileName);
    const reading = before === null ? null : parseOrdinaryFile(before);
    if (reading?.kind === 'problem') return `${reading.message} It was left as it is.`;
    const names = new Set(scored.map(({ name }) => name));
    const kept = reading?.file.sources.filter(({ name }) => !names.has(name)) ?? [];
    const sources: OrdinaryFile['sources'] = [...kept, ...scored];
    const samples = new Set(sources.flatMap(({ contentHashes }) => contentHashes)).size;
    if (samples < leastOwn) {
      return `At least ${leastOwn} different samples are needed; the files hold ${samples}.`;
    }
    const own = scoresOf(sources, engine);
    if (own.length < samples) {
      return `${samples - own.length} samples of files that were added before have no score here; add these files again.`;
    }
    const { pack } = engine.outcomes;
    const thresholds = calibrationThresholds(pack.risk.thresholds.warning);
    const calibrated = await tools.calibrateOn({ kind: 'recalibration', pack, own, thresholds });
    const after = serialiseOrdinaryFile({ sources, calibrated });
    const change = { name: ordinaryFileName, before, after };
    await shelf.write('adding ordinary data of your own', [change]);
    return null;
  });
}

/** How the samples lie that have a score here, each content once. */
function scoresOf(sources: OrdinaryFile['sources'], { outcomes }: ScanEngine): OrdinaryScore[] {
  const hashes = new Set(sources.flatMap(({ contentHashes }) => contentHashes));
  return [...hashes].flatMap((contentHash) => {
    const outcome = outcomes.get(contentHash);
    if (outcome?.kind !== 'score') return [];
    const { riskCosine, featureCosines } = outcome.score;
    return [{ contentHash, riskCosine, featureCosines }];
  });
}

type ScoreOptions = Parameters<typeof scoreFile>[3];

/** One file after the other, with progress that can be stopped. */
async function scoreAll<T>(
  files: readonly string[],
  { token, newProgress }: AddTools,
  score: (file: string, options: ScoreOptions) => Promise<T>,
): Promise<T[]> {
  const controller = new AbortController();
  const progress = await newProgress();
  const listening = [token, progress.token].map((each) =>
    each.onCancellationRequested(() => controller.abort(new Cancelled())),
  );
  progress.begin('Latent Lint', 0, 'Reading ordinary data', true);
  try {
    const all: T[] = [];
    for (const [at, file] of files.entries()) {
      const told = (samples: number): void => {
        const percentage = Math.round((100 * at) / files.length);
        progress.report(percentage, `${path.basename(file)}: ${samples} samples`);
      };
      all.push(await score(file, { signal: controller.signal, progress: told }));
    }
    return all;
  } catch (error) {
    throw controller.signal.aborted ? new Cancelled() : error;
  } finally {
    progress.done();
    for (const each of listening) each.dispose();
  }
}

function nowhere(message: string): OrdinaryView {
  return {
    done: false,
    message,
    files: [],
    samples: 0,
    reference: 'the pack',
    before: null,
    after: null,
  };
}
