import type { Tensor } from './read-safetensors.ts';

/**
 * What ordinary text looks like inside the model, and the directions in which harmful text differs from
 * it: the tensors of `features.safetensors`, all float32 in row-major order.
 */
export interface Reference {
  readonly width: number;
  /** Number of directions: 1 (`risk`) and one for each feature. */
  readonly count: number;
  /** `[width]` each. */
  readonly answerMean: Float32Array;
  readonly answerDeviation: Float32Array;
  readonly promptMean: Float32Array;
  readonly promptDeviation: Float32Array;
  readonly headerMean: Float32Array;
  readonly headerDeviation: Float32Array;
  readonly residualMean: Float32Array;
  /** `[2 * width, width]` */
  readonly promptTerm: Float32Array;
  /** `[width, width]` */
  readonly whitener: Float32Array;
  /** `[count, width]`, rows of norm 1; row 0 is `risk`. */
  readonly directions: Float32Array;
  /** `[width]`, for residuals as they are: tells the harmful part of an answer from the rest of it. */
  readonly highlight: Float32Array;
}

type ReferenceReading =
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'problem'; readonly message: string };

/** Names the tensors and checks their shapes and that every number is finite. */
export function readReference(
  tensors: ReadonlyMap<string, Tensor>,
  width: number,
  features: number,
): ReferenceReading {
  const problems: string[] = [];
  const take = (name: string, ...shape: number[]): Float32Array => {
    const tensor = tensors.get(name);
    if (tensor === undefined) problems.push(`has no tensor ${name}`);
    else if (tensor.shape.join() !== shape.join()) {
      problems.push(
        `has a tensor ${name} of shape [${tensor.shape.join()}], not [${shape.join()}]`,
      );
    } else if (!tensor.data.every(Number.isFinite)) {
      problems.push(`has numbers that are not finite in ${name}`);
    } else if (name.endsWith('_deviation') && !tensor.data.every((value) => value > 0)) {
      problems.push(`has numbers in ${name} that are not above 0`);
    } else return tensor.data;
    return new Float32Array(0);
  };
  const count = 1 + features;
  const reference: Reference = {
    width,
    count,
    answerMean: take('answer_mean', width),
    answerDeviation: take('answer_deviation', width),
    promptMean: take('prompt_mean', width),
    promptDeviation: take('prompt_deviation', width),
    headerMean: take('header_mean', width),
    headerDeviation: take('header_deviation', width),
    residualMean: take('residual_mean', width),
    promptTerm: take('prompt_term', 2 * width, width),
    whitener: take('whitener', width, width),
    directions: take('directions', count, width),
    highlight: take('highlight', width),
  };
  const [problem] = problems;
  if (problem === undefined) return { kind: 'reference', reference };
  return { kind: 'problem', message: `The file features.safetensors of the pack ${problem}.` };
}
