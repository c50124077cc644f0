import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { exportedFeature } from '../core/exchange/exported-feature.ts';
import { importedFeature } from '../core/exchange/imported-feature.ts';
import { toWhitened } from '../core/exchange/map-direction.ts';
import { readDirection, type DirectionReading } from '../core/exchange/read-direction.ts';
import { readMetadata, spaceKey } from '../core/exchange/write-safetensors.ts';
import type { OwnFeature } from '../core/own-features/own-feature.ts';
import { toUnit } from '../core/own-features/unit-rows.ts';
import type { Pack } from '../core/pack/pack.ts';
import { loadReference } from '../inference/load-reference.ts';
import { loadDecoder } from '../inference/load-decoder.ts';
import { CannotDo, describeFileError } from './cannot-do.ts';
import type { ImportOptions } from './feature-options.ts';
import { findPack, readManifest } from './open-pack.ts';
import { checkOutput, writeOutput } from './output-file.ts';
import { checkPackNames } from './own-features.ts';
import { toPlainText } from './plain-text.ts';
import { readSpace } from './read-space.ts';

/** A matrix of layers and a decoder of 100,000 latents fit; larger files are no directions. */
const mostBytes = 512 * 1024 * 1024;

/** Writes a feature's direction for other tools. @throws {CannotDo} with one sentence. */
export async function exportFeature(feature: OwnFeature, file: string): Promise<void> {
  const bytes = exportedFeature(file, feature);
  if (bytes === null) throw new CannotDo('A feature is exported to a .safetensors or .npy file.');
  await writeOutput(await checkOutput(file, []), bytes);
}

/** A feature from a direction of another tool; no model runs. @throws {CannotDo} with one sentence. */
export async function importFeature(
  options: ImportOptions,
  made: string,
): Promise<{ readonly feature: OwnFeature; readonly titles: ReadonlyMap<string, string> }> {
  const folder = await findPack(options.pack);
  const pack = await readManifest(folder);
  checkPackNames(options.name, pack);
  const { reading, space } = await readSource(options, folder, pack);
  if (reading.kind === 'problem') {
    throw new CannotDo(`'${toPlainText(options.source)}' cannot be imported: ${reading.reason}.`);
  }
  const reference = await asSentence(() => loadReference(folder, pack));
  const direction =
    space === 'whitened' ? toUnit(reading.direction) : toWhitened(reading.direction, reference);
  if (direction === null) throw new CannotDo('The direction vanishes in the space of the pack.');
  const { ordinary } = await readSpace(folder, pack);
  const why =
    options.why === ''
      ? `Imported: ${reading.what} of ${path.basename(options.source)}.`
      : options.why;
  const wish = { title: options.name, why, who: options.who, made };
  const feature = importedFeature(wish, direction, pack, ordinary);
  return { feature, titles: new Map(pack.features.map((each) => [each.id, each.title])) };
}

async function readSource(
  { source, tensor, row, space }: ImportOptions,
  folder: string,
  pack: Pack,
): Promise<{ readonly reading: DirectionReading; readonly space: 'whitened' | 'residual' }> {
  const latent = /^sae:(\d{1,9})$/.exec(source)?.[1];
  const { width, layer } = pack;
  if (latent !== undefined) {
    return { reading: await readLatent(Number(latent), folder, pack), space: 'residual' };
  }
  if (source.startsWith('sae:')) {
    const shown = toPlainText(source);
    throw new CannotDo(`'${shown}' is no latent; name one by its number, such as sae:17.`);
  }
  const bytes = await readBytes(source);
  const reading = readDirection(source, bytes, { tensor, row, width, layer });
  if (space !== 'auto') return { reading, space };
  const isOurs = /\.safetensors$/i.test(source) && readMetadata(bytes).get(spaceKey) === 'whitened';
  return { reading, space: isOurs ? 'whitened' : 'residual' };
}

async function readLatent(latent: number, folder: string, pack: Pack): Promise<DirectionReading> {
  const decoder = await asSentence(() => loadDecoder(folder, pack));
  const latents = pack.sae?.latents ?? 0;
  if (decoder === null) {
    return { kind: 'problem', reason: 'the pack does not come with the decoder of an autoencoder' };
  }
  if (latent >= latents) {
    return { kind: 'problem', reason: `the pack's latents are numbered from 0 to ${latents - 1}` };
  }
  return { kind: 'direction', direction: decoder.row(latent), what: `latent ${latent}` };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes)
      throw new CannotDo(`'${toPlainText(file)}' is too large for a direction.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof CannotDo) throw error;
    throw new CannotDo(`'${toPlainText(file)}' cannot be imported: ${describeFileError(error)}.`);
  }
}

async function asSentence<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new CannotDo(error instanceof Error ? error.message : String(error));
  }
}
