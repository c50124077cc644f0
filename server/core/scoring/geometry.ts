import type { Reference } from '../pack/read-reference.ts';

/** The residual stream of what a turn answers. */
export interface PromptContext {
  /** `p`, `[width]`: mean over the text that the turn answers. */
  readonly prompt: ArrayLike<number>;
  /** `h`, `[width]`: the last token of the turn's header. */
  readonly header: ArrayLike<number>;
}

/**
 * What the answer of a piece adds to its prompt, whitened: `z`, `[width]`.
 * Formulas: docs/pack-format.md, "The score"; in float64.
 * @param answer `a`, `[width]`: mean of the residual stream over the piece.
 * @param context null without a prompt (`C = 0`).
 */
export function whitenedAnswer(
  reference: Reference,
  answer: ArrayLike<number>,
  context: PromptContext | null,
): Float64Array {
  const { width, whitener } = reference;
  const residual = standardise(answer, reference.answerMean, reference.answerDeviation);
  if (context !== null) subtractPromptTerm(reference, context, residual);
  subtract(residual, reference.residualMean);
  const whitened = new Float64Array(width);
  addProduct(whitened, residual, whitener, 0, 1);
  return whitened;
}

/** `[width]`: the prompt of a piece by the mean and deviation of ordinary prompts. */
export function standardisedPrompt(
  { promptMean, promptDeviation }: Reference,
  { prompt }: PromptContext,
): Float64Array {
  return standardise(prompt, promptMean, promptDeviation);
}

/**
 * The cosines of a piece to every direction, `[count]`, -1..1; 0 where the whitened vector vanishes.
 * @param whitened `z`, `[width]`, of `whitenedAnswer`.
 */
export function directionCosines(
  { count, directions }: Reference,
  whitened: Float64Array,
): number[] {
  const norm = Math.sqrt(whitened.reduce((sum, value) => sum + value * value, 0));
  return Array.from({ length: count }, (_, k) => {
    if (norm === 0) return 0;
    const cosine = dotRow(whitened, directions, k) / norm;
    return Math.min(1, Math.max(-1, cosine));
  });
}

/** Takes away what the prompt already predicts: `r -= C @ prompt_term`. */
function subtractPromptTerm(
  reference: Reference,
  context: PromptContext,
  residual: Float64Array,
): void {
  const { width, promptTerm } = reference;
  const prompt = standardise(context.prompt, reference.promptMean, reference.promptDeviation);
  const header = standardise(context.header, reference.headerMean, reference.headerDeviation);
  addProduct(residual, prompt, promptTerm, 0, -1);
  addProduct(residual, header, promptTerm, width, -1);
}

/** `(values - mean) / deviation` */
function standardise(
  values: ArrayLike<number>,
  mean: Float32Array,
  deviation: Float32Array,
): Float64Array {
  return Float64Array.from(mean, (m, i) => ((values[i] ?? 0) - m) / (deviation[i] ?? 1));
}

function subtract(target: Float64Array, values: Float32Array): void {
  values.forEach((value, i) => (target[i] = (target[i] ?? 0) - value));
}

/**
 * `target += sign * vector @ matrix[firstRow : firstRow + vector.length]`; rows as long as `target`. Four
 * rows at a time, because reading and writing the target is what costs time.
 */
function addProduct(
  target: Float64Array,
  vector: Float64Array,
  matrix: Float32Array,
  firstRow: number,
  sign: number,
): void {
  const width = target.length;
  const factor = (i: number): number => sign * (vector[i] ?? 0);
  for (let i = 0; i < vector.length; i += 4) {
    // Rows behind the last have the factor 0, so which row they read does not matter.
    const [f0, f1, f2, f3] = [factor(i), factor(i + 1), factor(i + 2), factor(i + 3)];
    const at0 = (firstRow + i) * width;
    const at1 = i + 1 < vector.length ? at0 + width : at0;
    const at2 = i + 2 < vector.length ? at0 + 2 * width : at0;
    const at3 = i + 3 < vector.length ? at0 + 3 * width : at0;
    for (let j = 0; j < width; j++) {
      target[j] =
        (target[j] ?? 0) +
        (f0 * (matrix[at0 + j] ?? 0) + f1 * (matrix[at1 + j] ?? 0)) +
        (f2 * (matrix[at2 + j] ?? 0) + f3 * (matrix[at3 + j] ?? 0));
    }
  }
}

/** `vector . matrix[row]` */
function dotRow(vector: ArrayLike<number>, matrix: Float32Array, row: number): number {
  const start = row * vector.length;
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] ?? 0) * (matrix[start + i] ?? 0);
  return sum;
}
