/** A vector in one byte a number: entry `i` is about `scale * values[i]`. */
export interface QuantisedVector {
  /** Above 0, or 0 for a vector of zeros; a float32. */
  readonly scale: number;
  /** `[width]`, -127..127. */
  readonly values: Int8Array;
}

/**
 * Where a sample lies in the space of the score, for whatever compares samples with each other or with new
 * directions without another run of the model.
 */
export interface SampleVectors {
  /** `z` of docs/pack-format.md, of the piece that speaks: what the answer adds to its prompt, whitened. */
  readonly answer: QuantisedVector;
  /** `(p - prompt_mean) / prompt_deviation`: what the answer is about; null without a prompt. */
  readonly prompt: QuantisedVector | null;
}

/** Bytes of a quantised vector: its scale and its numbers. */
export function quantisedSize(width: number): number {
  return 4 + width;
}

/**
 * Rounds a vector to 255 steps between minus and plus its largest entry. The cosine of two random vectors of
 * width 576 moves by about 0.0004 (standard deviation) when both are rounded.
 */
export function quantise(vector: ArrayLike<number>): QuantisedVector {
  let largest = 0;
  for (const value of Array.from(vector)) largest = Math.max(largest, Math.abs(value));
  const scale = Math.fround(largest / 127);
  const values = new Int8Array(vector.length);
  if (scale === 0) return { scale, values };
  for (let i = 0; i < vector.length; i += 1) {
    values[i] = Math.max(-127, Math.min(127, Math.round((vector[i] ?? 0) / scale)));
  }
  return { scale, values };
}

/** The vector again, as far as it was kept. */
export function dequantise({ scale, values }: QuantisedVector): Float64Array {
  return Float64Array.from(values, (value) => scale * value);
}
