import { expect, it } from 'vitest';
import { strongestLatents } from '../../../../server/core/scoring/strongest-latents.ts';

it('keeps the strongest that are active, equal ones in their order', () => {
  const activations = Float32Array.of(0, 0.5, 2, 0.5, 0, 0.25);
  expect(strongestLatents(activations, 3)).toEqual([
    { id: 2, activation: 2 },
    { id: 1, activation: 0.5 },
    { id: 3, activation: 0.5 },
  ]);
  expect(strongestLatents(activations, 20)).toHaveLength(4);
});
