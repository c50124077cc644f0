import { describe, expect, it } from 'vitest';
import { exportedFeature } from '../../../../server/core/exchange/exported-feature.ts';
import { importedFeature } from '../../../../server/core/exchange/imported-feature.ts';
import { readDirection } from '../../../../server/core/exchange/read-direction.ts';
import { readMetadata } from '../../../../server/core/exchange/write-safetensors.ts';

const pack = { name: 'tiny', version: '1.0.0', hash: 'abc' };
const direction = Float32Array.of(0.6, 0, -0.8);
const feature = importedFeature(
  { title: 'Pump talk', why: '', who: '', made: '2025-01-01' },
  direction,
  pack,
  {
    answers: { count: 2, width: 3, values: Float32Array.of(1, 0, 0, 0, 1, 0) },
    prompts: { count: 0, width: 3, values: Float32Array.of() },
    weights: Float64Array.of(1, 1),
    norms: Float64Array.of(1, 1),
  },
);

describe('exportedFeature', () => {
  it.each(['a.npy', 'A.NPY', 'a.safetensors'])('writes the direction to %s', (file) => {
    const bytes = exportedFeature(file, feature);
    if (bytes === null) throw new Error('There are no bytes.');
    const reading = readDirection(file, bytes, { tensor: null, row: null, width: 3, layer: 0 });
    expect(reading).toMatchObject({ direction: Float64Array.from(direction) });
  });

  it('says to what the direction belongs', () => {
    const bytes = exportedFeature('a.safetensors', feature) ?? new Uint8Array();
    expect(Object.fromEntries(readMetadata(bytes))).toEqual({
      latent_lint_space: 'whitened',
      feature: 'pump-talk',
      pack: 'tiny 1.0.0',
      pack_hash: 'abc',
    });
  });

  it('knows no other formats', () => {
    expect(exportedFeature('a.pt', feature)).toBeNull();
  });
});
