import type { Pack } from '../core/pack/pack.ts';
import { parsePack } from '../core/pack/parse-pack.ts';
import { readReference, type Reference } from '../core/pack/read-reference.ts';
import { readSafetensors } from '../core/pack/read-safetensors.ts';
import { Autoencoder } from './autoencoder.ts';
import { checkFile, sha256 } from './check-file.ts';
import { Model } from './model.ts';
import { readPackFile } from './read-pack-file.ts';
import { Tokenizer } from './tokenizer.ts';

/** A pack, loaded: all that scoring needs. */
export interface Engine {
  readonly pack: Pack;
  /** The text that `pack` was read from. */
  readonly packJson: string;
  readonly reference: Reference;
  readonly tokenizer: Tokenizer;
  readonly model: Model;
  /**
   * The pack's autoencoder, loaded at the first call.
   * @throws Error with one sentence, every time, when there is none that fits.
   */
  readonly autoencoder: () => Promise<Autoencoder>;
}

const largestPackJson = 16e6;

/**
 * Loads a pack folder. Every file is checked against `pack.json` before it is used, and what is used is
 * the bytes that were checked.
 * @throws Error with one sentence for people that names the file.
 */
export async function loadPack(folder: string): Promise<Engine> {
  const json = await readPackFile(folder, 'pack.json', largestPackJson);
  const packJson = json.toString('utf8');
  const reading = parsePack(packJson, sha256(json));
  if (reading.kind === 'problem') throw new Error(reading.message);
  const { pack } = reading;
  const read = async (name: keyof Pack['files']): Promise<Buffer> => {
    const bytes = await readPackFile(folder, name, pack.files[name].size);
    checkFile(name, bytes, pack.files[name]);
    return bytes;
  };
  const reference = parseReference(await read('features.safetensors'), pack);
  const tokenizerJson = await read('tokenizer.json');
  const tokenizer = Tokenizer.parse(tokenizerJson.toString('utf8'), pack.rendering);
  const trunk = pack.files['trunk.onnx'];
  const model = await Model.open(
    await readPackFile(folder, 'trunk.onnx', trunk.size),
    trunk,
    pack.width,
    reference.highlight,
  );
  let opened: Promise<Autoencoder> | null = null;
  const autoencoder = (): Promise<Autoencoder> => (opened ??= Autoencoder.open(folder, pack));
  return { pack, packJson, reference, tokenizer, model, autoencoder };
}

function parseReference(bytes: Uint8Array, pack: Pack): Reference {
  const file = readSafetensors(bytes);
  if (file.kind === 'problem') throw new Error(file.message);
  const reading = readReference(file.tensors, pack.width, pack.features.length);
  if (reading.kind === 'problem') throw new Error(reading.message);
  return reading.reference;
}
