import { featureId } from '../../core/own-features/feature-id.ts';
import { defaultThreshold } from '../../core/own-features/feature-file.ts';
import { fitDirection } from '../../core/own-features/fit-feature.ts';
import { directionMethod } from '../../core/own-features/make-direction.ts';
import type { MarkedSample } from '../../core/own-features/marked-sample.ts';
import type { FeatureExample, OwnFeature } from '../../core/own-features/own-feature.ts';
import type { MarkParams, MarkResult } from '../../own-feature-protocol.ts';
import type { FileScan } from '../../scan/file-scan.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import type { FeatureContext } from '../context.ts';
import { samplesText } from '../sample-batch.ts';
import type { FoundLine } from '../sample-lines.ts';
import { chosenSamples } from './chosen-samples.ts';
import { messageOnceShown, whyNotChanged } from './failed-change.ts';
import { placeOf } from './place-of.ts';
import { featureFileName, sentenceOf, type Shelf } from './shelf.ts';

/** Says of samples that they are, or are not, like what a feature means; the file is ranked anew by it. */
export async function mark(params: MarkParams, context: FeatureContext): Promise<MarkResult> {
  const place = placeOf(params.uri, context);
  if (typeof place === 'string') return refuse(place);
  const { file, shelf, engine } = place;
  if (engine === null) return refuse('The model is not loaded yet.');
  let done: MarkResult;
  try {
    done = await shelf.inTurn(async () => {
      await shelf.reload(engine);
      return markSamples(params, { file, shelf, engine }, context);
    });
  } catch (error) {
    return refuse(whyNotChanged(error, context.log));
  }
  if (!done.done) return done;
  const show = async (): Promise<void> => context.own.refresh(shelf, file);
  const message = await messageOnceShown(done.message, show, context.log);
  if (done.featureId !== null) context.own.measure(shelf, done.featureId, file);
  return { ...done, message };
}

interface MarkPlace {
  readonly file: FileScan;
  readonly shelf: Shelf;
  readonly engine: ScanEngine;
}

async function markSamples(
  params: MarkParams,
  place: MarkPlace,
  context: FeatureContext,
): Promise<MarkResult> {
  const { shelf, engine } = place;
  const chosen = chosenSamples(place.file, shelf, params.samples, context);
  if (chosen.kind === 'refused') return refuse(chosen.message);
  const target = await targetOf(params, shelf, engine);
  if (typeof target === 'string') return refuse(target);
  const examples = changedExamples(target.examples, chosen.samples, params.sign);
  const what = whatOf(chosen.samples);
  if (JSON.stringify(examples) === JSON.stringify(target.examples)) {
    return refuse(
      params.sign === 'none' ? 'The sample is not marked.' : 'It is marked so already.',
    );
  }
  if (!examples.some(({ sign }) => sign === 'positive') && params.sign !== 'negative') {
    return removeEmpty(target, shelf, `taking back the mark of ${what}`);
  }
  const marks = vectorsOf(examples, engine);
  if (typeof marks === 'string') return refuse(marks);
  const space = await engine.features.space().catch(sentenceOf);
  if (typeof space === 'string') return refuse(space);
  const fit = fitDirection(marks, space, space.comparison);
  if (fit.kind === 'problem') return refuse(fit.message);
  const { name, version, hash } = engine.outcomes.pack;
  const feature: OwnFeature = {
    ...target,
    pack: { name, version, hash },
    method: directionMethod,
    made: today(),
    examples,
    ...fit.fitted,
    // How sure it is now follows in a moment.
    figures: null,
  };
  await shelf.put(
    params.sign === 'none' ? `taking back the mark of ${what}` : `marking ${what}`,
    feature,
  );
  shelf.current = feature.id;
  return { done: true, featureId: feature.id, message: sentenceFor(params.sign, what, feature) };
}

/** The feature that is marked for, or a new one without examples; one sentence when there can be none. */
async function targetOf(
  { featureId: wanted, name = '', sign }: MarkParams,
  shelf: Shelf,
  engine: ScanEngine,
): Promise<OwnFeature | string> {
  if (wanted !== null) {
    const feature = shelf.find(wanted);
    if (feature === null) return 'There is no such feature any more.';
    if (feature.method !== 'imported') return feature;
    return `“${feature.title}” was imported, so marks cannot change it; make a new feature.`;
  }
  const title = name.trim();
  if (title === '') return 'A new feature needs a name.';
  if (sign === 'none') return 'The sample is not marked.';
  const id = featureId(title);
  const problem = await whyNotNew(id, shelf, engine);
  if (problem !== null) return problem;
  const { name: pack, version, hash } = engine.outcomes.pack;
  return {
    id,
    title,
    why: '',
    who: '',
    made: today(),
    pack: { name: pack, version, hash },
    method: directionMethod,
    direction: new Float32Array(),
    examples: [],
    calibration: { cosines: [], shares: [], tailScale: 1 },
    figures: null,
    threshold: defaultThreshold,
    severity: 'warning',
    enabled: true,
  };
}

/** Why there can be no new feature of this id, in one sentence; null when there can. */
export async function whyNotNew(
  id: string,
  shelf: Shelf,
  engine: ScanEngine,
): Promise<string | null> {
  const known = shelf.find(id);
  if (known !== null) return `There is a feature “${known.title}” already; choose another name.`;
  if (id === 'risk' || engine.outcomes.pack.features.some((feature) => feature.id === id)) {
    return `The pack has a feature “${id}” already; choose another name.`;
  }
  if ((await shelf.files.read(featureFileName(id))) === null) return null;
  return `The file .latent-lint/features/${id}.json is there and cannot be used; choose another name.`;
}

function changedExamples(
  examples: readonly FeatureExample[],
  samples: readonly FoundLine[],
  sign: MarkParams['sign'],
): FeatureExample[] {
  const changed = new Map(examples.map((example) => [example.contentHash, example]));
  for (const { record } of samples) {
    if (record.summary?.kind !== 'sample') continue;
    const { hash: contentHash } = record.summary;
    if (sign === 'none') changed.delete(contentHash);
    else changed.set(contentHash, { ...changed.get(contentHash), contentHash, sign });
  }
  return [...changed.values()].sort((a, b) => (a.contentHash < b.contentHash ? -1 : 1));
}

/** The examples with their vectors; one sentence when some are not at hand. */
function vectorsOf(
  examples: readonly FeatureExample[],
  { outcomes }: ScanEngine,
): MarkedSample[] | string {
  const marks = examples.flatMap((example) => {
    const vectors = outcomes.vectors(example.contentHash);
    return vectors === undefined ? [] : [{ ...example, vectors }];
  });
  const missing = examples.length - marks.length;
  if (missing === 0) return marks;
  const samples = missing === 1 ? '1 sample has' : `${missing} samples have`;
  return `${samples} no score here yet; open the file that holds them, wait for the scan, and mark again.`;
}

/** Without a sample 'like this' there is no feature; undo brings it back. */
async function removeEmpty(feature: OwnFeature, shelf: Shelf, words: string): Promise<MarkResult> {
  await shelf.remove(words, feature.id);
  const message = `The mark was taken back. “${feature.title}” has no sample “like this” any more, so it is gone too.`;
  return { done: true, featureId: null, message };
}

function whatOf(samples: readonly FoundLine[]): string {
  const [first] = samples;
  if (samples.length === 1 && first !== undefined) return `line ${first.line + 1}`;
  return samplesText(samples.length);
}

function sentenceFor(
  sign: MarkParams['sign'],
  what: string,
  { title, examples }: OwnFeature,
): string {
  const positives = examples.filter((example) => example.sign === 'positive').length;
  const made = `“${title}” has ${positives} “like this” and ${examples.length - positives} “not like this” now.`;
  if (sign === 'none') return `The mark of ${what} was taken back. ${made}`;
  const words = sign === 'positive' ? 'more like this' : 'not like this';
  return `Marked ${what} “${words}”. ${made}`;
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function refuse(message: string): MarkResult {
  return { done: false, message, featureId: null };
}
