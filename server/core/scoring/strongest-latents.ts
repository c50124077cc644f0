import type { LatentActivation } from './sample-score.ts';

/**
 * The latents that are most active, the strongest first; equal ones in the order of their ids.
 * @param activations `[latents]`, 0 where a latent is not active.
 */
export function strongestLatents(activations: Float32Array, count: number): LatentActivation[] {
  const active: LatentActivation[] = [];
  for (const [id, activation] of activations.entries()) {
    if (activation > 0) active.push({ id, activation });
  }
  return active.sort((a, b) => b.activation - a.activation || a.id - b.id).slice(0, count);
}
