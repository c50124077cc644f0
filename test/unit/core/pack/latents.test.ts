import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLatents, whyNoLatents, type Latent } from '../../../../server/core/pack/latents.ts';
import type { AutoencoderRecord, Pack } from '../../../../server/core/pack/pack.ts';
import { latentWords } from '../../../../server/core/wording.ts';
import { tinyPack } from '../../scan/tiny-pack.ts';

const file = { sha256: '0'.repeat(64), size: 1 };
const sae: AutoencoderRecord = {
  latents: 2,
  layer: 1,
  width: 4,
  trunkSha256: file.sha256,
  files: { 'sae.onnx': file, 'latents.json': file },
};
const pack: Pack = { ...tinyPack(2), sae };

function latent(id: number, cosine = 0.1): Latent {
  return {
    id,
    name: `“latent ${id}”`,
    firingRate: 0.1,
    nearest: [{ feature: 'feature-1', cosine }],
    harm: { statistic: 1, low: 0, high: 2 },
  };
}

describe('whyNoLatents', () => {
  it('finds nothing wrong with an autoencoder of the pack', () => {
    expect(whyNoLatents(pack)).toBeNull();
  });

  it.each<[string, Partial<AutoencoderRecord>, RegExp]>([
    ['layer', { layer: 2 }, /^The sparse autoencoder [^.]*layer 2, but the pack reads layer 1\.$/],
    ['width', { width: 8 }, /^The sparse autoencoder [^.]*width 8, but the pack has width 4\.$/],
    ['trunk', { trunkSha256: 'f'.repeat(64) }, /trained on another trunk\.onnx/],
  ])('refuses one of another %s in one sentence', (_, change, sentence) => {
    expect(whyNoLatents({ ...pack, sae: { ...sae, ...change } })).toMatch(sentence);
  });

  it('says that there is none', () => {
    expect(whyNoLatents(tinyPack(2))).toBe(
      'This pack has no sparse autoencoder, so it has no latents to show.',
    );
  });
});

describe('parseLatents', () => {
  const parse = (value: unknown): ReturnType<typeof parseLatents> =>
    parseLatents(JSON.stringify(value), sae);

  it('reads latents in the order of their ids', () => {
    const latents = [latent(0), latent(1)];
    expect(parse(latents)).toEqual({ kind: 'latents', latents });
  });

  it.each([
    ['no list', {}],
    ['too few', [latent(0)]],
    ['another order', [latent(1), latent(0)]],
    ['no names', [{ ...latent(0), name: 3 }, latent(1)]],
    ['numbers that are none', [{ ...latent(0), firingRate: null }, latent(1)]],
  ])('says in one sentence what is wrong with %s', (_, value) => {
    const reading = parse(value);
    expect(reading.kind === 'problem' && reading.message).toMatch(
      /^The file latents\.json of the pack is damaged: [^.]*\.$/,
    );
  });

  it('does not throw at text that is no JSON', () => {
    expect(parseLatents('[', sae).kind).toBe('problem');
  });

  it('reads those of the bundled pack', () => {
    const text = readFileSync(
      new URL('../../../../packs/smollm2-135m/latents.json', import.meta.url),
    );
    const reading = parseLatents(text.toString('utf8'), { ...sae, latents: 4096 });
    expect(reading.kind).toBe('latents');
  });
});

describe('latentWords', () => {
  it('names a latent, and the feature that it lies near from a cosine of 0.2 on', () => {
    expect(latentWords(latent(0, 0.19), pack)).toBe('“latent 0”');
    expect(latentWords(latent(0, 0.2), pack)).toBe('“latent 0” (near “feature 1”)');
  });
});
