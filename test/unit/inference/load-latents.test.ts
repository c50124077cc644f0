import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadLatents } from '../../../server/inference/load-latents.ts';
import { loadPack } from '../../../server/inference/load-pack.ts';
import { scoreSample } from '../../../server/inference/score-sample.ts';

const tinyPack = fileURLToPath(new URL('./fixtures/tiny-pack', import.meta.url));
const turns = [{ role: 'assistant', text: 'x y', trained: true, rejected: false }] as const;
const none = 'This pack has no sparse autoencoder, so it has no latents to show.';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-lint-latents-'));
  await cp(tinyPack, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

/** Changes what pack.json says of the autoencoder. */
async function describeAs(change: object | null): Promise<void> {
  const file = join(folder, 'pack.json');
  const { sae, ...pack } = JSON.parse(await readFile(file, 'utf8')) as { sae: object };
  const changed = change === null ? pack : { ...pack, sae: { ...sae, ...change } };
  await writeFile(file, JSON.stringify(changed));
}

async function damage(name: string): Promise<void> {
  const bytes = await readFile(join(folder, name));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(join(folder, name), bytes);
}

/** What a pack says that scores as ever but has no latents. */
async function refusal(): Promise<{ known: string; scoring: string; kind: string }> {
  const engine = await loadPack(folder);
  const message = (error: unknown): string => (error instanceof Error ? error.message : '');
  const { kind } = await scoreSample(engine, turns, { maxTokens: 100 });
  const scored = scoreSample(engine, turns, { maxTokens: 100, latents: 3 });
  return {
    known: await loadLatents(folder, engine.pack).then(() => '', message),
    scoring: await scored.then(() => '', message),
    kind,
  };
}

describe('loadLatents', () => {
  it('says what the latents are', async () => {
    const { pack } = await loadPack(folder);
    const names = (await loadLatents(folder, pack)).map(({ name }) => name);
    expect(names).toEqual(['“x”', '“y”', '“x or z”']);
  });

  it('leaves a pack without an autoencoder as it was', async () => {
    await describeAs(null);
    await rm(join(folder, 'sae.onnx'));
    expect(await refusal()).toEqual({ known: none, scoring: none, kind: 'score' });
  });

  it.each([
    ['layer', { layer: 7 }, 'is for layer 7, but the pack reads layer 1.'],
    ['width', { width: 5 }, 'is for width 5, but the pack has width 4.'],
    ['trunk', { trunkSha256: 'f'.repeat(64) }, 'was trained on another trunk.onnx'],
  ])(
    'refuses an autoencoder of another %s; the pack scores as ever',
    async (_, change, sentence) => {
      await describeAs(change);
      const { known, scoring, kind } = await refusal();
      expect(known).toContain(sentence);
      expect(known.match(/\.( |$)/g)).toHaveLength(1);
      expect([scoring, kind]).toEqual([known, 'score']);
    },
  );

  it('refuses a graph that is not the one of pack.json', async () => {
    await damage('sae.onnx');
    const { known, scoring, kind } = await refusal();
    expect(known).toContain('The file sae.onnx of the pack is damaged');
    expect([scoring, kind]).toEqual([known, 'score']);
  });

  it('refuses names that are not those of pack.json', async () => {
    await damage('latents.json');
    expect((await refusal()).known).toContain('The file latents.json of the pack is damaged');
  });

  it('refuses a file of another size before it reads it', async () => {
    await writeFile(join(folder, 'sae.onnx'), new Uint8Array(1e6));
    const { known, scoring } = await refusal();
    expect(known).toContain('sae.onnx of the pack is larger than it should be');
    expect(scoring).toBe(known);
  });
});
