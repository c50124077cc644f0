import { toUnit } from '../own-features/unit-rows.ts';
import type { Reference } from '../pack/read-reference.ts';

/**
 * A direction of the residual stream in the whitened space. An answer that moves along `d` by some amount moves its
 * standardised mean by `d / answer_deviation`, and its `z` by that times the whitener, because everything else in
 * `z = ((a - answer_mean) / answer_deviation - C @ prompt_term - residual_mean) @ whitener` stays as it is. So the
 * image is `(d / answer_deviation) @ whitener`, by its norm. It is for directions that are added to activations
 * (steering and persona vectors, decoder rows); the weights of a probe, which are multiplied with activations, would
 * transform by the inverse.
 * @param direction `[width]`
 * @returns `[width]` of norm 1; null when it vanishes.
 */
export function toWhitened(
  direction: ArrayLike<number>,
  { width, answerDeviation, whitener }: Reference,
): Float32Array | null {
  const whitened = new Float64Array(width);
  for (let i = 0; i < width; i += 1) {
    const value = (direction[i] ?? 0) / (answerDeviation[i] ?? 1);
    for (let j = 0; j < width; j += 1) {
      whitened[j] = (whitened[j] ?? 0) + value * (whitener[i * width + j] ?? 0);
    }
  }
  return toUnit(whitened);
}
