import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../server/inference/check-file.ts';
import { loadPack } from '../../../server/inference/load-pack.ts';

const tinyPack = fileURLToPath(new URL('./fixtures/tiny-pack', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-lint-pack-'));
  await cp(tinyPack, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

/** Changes one byte of a file. */
async function damage(name: string): Promise<void> {
  const bytes = await readFile(join(folder, name));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(join(folder, name), bytes);
}

/** Replaces a file, and its hash in pack.json with it: a pack that was built wrong. */
async function replace(name: string, change: (bytes: Buffer) => Uint8Array): Promise<void> {
  const path = join(folder, name);
  const before = await readFile(path);
  const after = change(before);
  await writeFile(path, after);
  const pack = await readFile(join(folder, 'pack.json'), 'utf8');
  const changed = pack
    .replace(sha256(before), sha256(after))
    .replace(`"size": ${before.length}`, `"size": ${after.length}`);
  await writeFile(join(folder, 'pack.json'), changed);
}

/** Replaces a name by another of the same length. */
function rename(from: string, to: string): (bytes: Buffer) => Uint8Array {
  return (bytes) => Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

describe('loadPack', () => {
  it('loads a pack and stands for it by the hash of pack.json', async () => {
    const { pack, packJson } = await loadPack(folder);
    expect(pack.name).toBe('tiny');
    expect(pack.hash).toBe(sha256(Buffer.from(packJson)));
  });

  it.each(['trunk.onnx', 'tokenizer.json', 'features.safetensors'])(
    'refuses a pack whose %s has one other byte',
    async (name) => {
      await damage(name);
      await expect(loadPack(folder)).rejects.toThrow(`The file ${name} of the pack is damaged`);
    },
  );

  it('refuses a file of another size before it reads it', async () => {
    await writeFile(join(folder, 'trunk.onnx'), new Uint8Array(1e6));
    await expect(loadPack(folder)).rejects.toThrow('trunk.onnx of the pack is larger');
  });

  it.each(['pack.json', 'trunk.onnx', 'tokenizer.json', 'features.safetensors'])(
    'names a missing %s',
    async (name) => {
      await rm(join(folder, name));
      await expect(loadPack(folder)).rejects.toThrow(`The file ${name} of the pack cannot be read`);
    },
  );

  it('says which key of pack.json is wrong', async () => {
    await writeFile(join(folder, 'pack.json'), '{"format": 2}');
    await expect(loadPack(folder)).rejects.toThrow('at format');
  });

  it.each([
    ['input', 'pooling', 'poolinG'],
    ['output', 'token_scores', 'token_scoreS'],
  ])('says which %s the model lacks', async (side, from, to) => {
    await replace('trunk.onnx', rename(from, to));
    await expect(loadPack(folder)).rejects.toThrow(`has no ${side} ${from}`);
  });

  it('refuses a model that is none', async () => {
    await replace('trunk.onnx', () => Uint8Array.of(8, 9));
    await expect(loadPack(folder)).rejects.toThrow('cannot be loaded by this version');
  });

  it('refuses a model that keeps tensors in other files', async () => {
    // model { graph { initializer { data_location: EXTERNAL } } }
    const outside = [7 * 8 + 2, 4, 5 * 8 + 2, 2, 14 * 8, 1];
    await replace('trunk.onnx', (bytes) => Buffer.concat([bytes, Uint8Array.from(outside)]));
    await expect(loadPack(folder)).rejects.toThrow('outside of the pack');
  });

  it('names the tensor that is missing', async () => {
    await replace('features.safetensors', rename('whitener', 'Whitener'));
    await expect(loadPack(folder)).rejects.toThrow('has no tensor whitener');
  });

  it('says that the tokenizer is of another kind', async () => {
    await replace('tokenizer.json', rename('"BPE"', '"BPX"'));
    await expect(loadPack(folder)).rejects.toThrow('tokenizer of the pack is of a kind');
  });
});
