import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { exportedFeature } from '../../core/exchange/exported-feature.ts';
import { importedFeature } from '../../core/exchange/imported-feature.ts';
import { toWhitened } from '../../core/exchange/map-direction.ts';
import { readDirection, type DirectionReading } from '../../core/exchange/read-direction.ts';
import { readMetadata, spaceKey } from '../../core/exchange/write-safetensors.ts';
import { featureId } from '../../core/own-features/feature-id.ts';
import { toUnit } from '../../core/own-features/unit-rows.ts';
import type { ChoiceResult } from '../../map-work-protocol.ts';
import type { FeatureFileParams } from '../../own-feature-protocol.ts';
import type { ScanEngine } from '../../scan/scanner.ts';
import { writeWholeTarget } from '../../store/write-whole.ts';
import type { FeatureContext } from '../context.ts';
import { withShelf } from './change.ts';
import { today, whyNotNew } from './mark.ts';
import type { OwnPlace } from './place-of.ts';
import { sentenceOf } from './shelf.ts';

/** A matrix of layers fits; larger files are no directions. */
const mostBytes = 512 * 1024 * 1024;

/** Brings a feature in from a file of another tool, or writes one for another tool, where the user said. */
export async function featureFile(
  params: FeatureFileParams,
  context: FeatureContext,
): Promise<ChoiceResult> {
  return withShelf(params.uri, context, async (place) =>
    params.action === 'import' ? bring(params, place) : give(params, place),
  );
}

async function bring(
  { path: source, feature: name }: FeatureFileParams,
  { shelf, engine }: OwnPlace,
): Promise<ChoiceResult> {
  if (engine === null) return refuse('The model is not loaded yet.');
  await shelf.reload(engine);
  const title = name.trim();
  if (title === '') return refuse('A new feature needs a name.');
  const problem = await whyNotNew(featureId(title), shelf, engine);
  if (problem !== null) return refuse(problem);
  const named = path.basename(source);
  const { reading, whitened } = await readSource(source, engine);
  if (reading.kind === 'problem') return refuse(`${named} cannot be imported: ${reading.reason}.`);
  const [reference, space] = await Promise.all([
    engine.features.reference().catch(sentenceOf),
    engine.features.space().catch(sentenceOf),
  ]);
  if (typeof reference === 'string') return refuse(reference);
  if (typeof space === 'string') return refuse(space);
  const direction = whitened ? toUnit(reading.direction) : toWhitened(reading.direction, reference);
  if (direction === null) return refuse('The direction vanishes in the space of the pack.');
  const why = `Imported: ${reading.what} of ${named}.`;
  const wish = { title, why, who: '', made: today() };
  const feature = importedFeature(wish, direction, engine.outcomes.pack, space.ordinary);
  await shelf.put(`importing “${title}”`, feature);
  return { done: true, message: `“${title}” was imported: ${reading.what} of ${named}.` };
}

async function give(
  { path: target, feature: id }: FeatureFileParams,
  { shelf }: OwnPlace,
): Promise<ChoiceResult> {
  const feature = shelf.find(id);
  if (feature === null) return refuse('There is no such feature any more.');
  const named = path.basename(target);
  const bytes = exportedFeature(target, feature);
  if (bytes === null) return refuse('A feature is exported to a .safetensors or .npy file.');
  try {
    await writeWholeTarget(path.resolve(target), bytes);
  } catch {
    return refuse(`${named} could not be written.`);
  }
  return { done: true, message: `“${feature.title}” was exported to ${named}.` };
}

interface Source {
  readonly reading: DirectionReading;
  /** Whether the direction is in the pack's whitened space already. */
  readonly whitened: boolean;
}

async function readSource(source: string, engine: ScanEngine): Promise<Source> {
  const latent = /^sae:(\d{1,9})$/.exec(source)?.[1];
  if (latent !== undefined)
    return { reading: await readLatent(Number(latent), engine), whitened: false };
  const { width, layer } = engine.outcomes.pack;
  const bytes = await readBytes(path.resolve(source));
  if (typeof bytes === 'string') return { reading: problem(bytes), whitened: false };
  const reading = readDirection(source, bytes, { tensor: null, row: null, width, layer });
  const isOurs = /\.safetensors$/i.test(source) && readMetadata(bytes).get(spaceKey) === 'whitened';
  return { reading, whitened: isOurs };
}

async function readLatent(
  latent: number,
  { latents, outcomes }: ScanEngine,
): Promise<DirectionReading> {
  const decoder = await latents.decoder().catch(sentenceOf);
  if (decoder === null || typeof decoder === 'string') {
    return problem('the pack does not come with the decoder of an autoencoder');
  }
  const count = outcomes.pack.sae?.latents ?? 0;
  if (latent >= count) return problem(`the pack’s latents are numbered from 0 to ${count - 1}`);
  const direction = Float64Array.from(decoder.row(latent));
  return { kind: 'direction', direction, what: `latent ${latent}` };
}

/** The bytes of a file, or why there are none. */
async function readBytes(file: string): Promise<Uint8Array | string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return 'it is no file';
    if (found.size > mostBytes) return 'it is too large for a direction';
    return await readFile(file);
  } catch {
    return 'it could not be read';
  }
}

function problem(reason: string): DirectionReading {
  return { kind: 'problem', reason };
}

function refuse(message: string): ChoiceResult {
  return { done: false, message };
}
