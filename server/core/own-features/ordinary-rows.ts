import type { OrdinaryRecord } from '../pack/pack.ts';
import { readRawTensors, tensorNumbers, type RawTensor } from '../pack/read-safetensors.ts';
import type { UnitRows } from './unit-rows.ts';

/** Where the pack's ordinary samples lie: what a feature is calibrated and compared with. */
export interface OrdinaryRows {
  /** Their answers, `z` by its norm. */
  readonly answers: UnitRows;
  /** The standardised prompts of those that have one, by their norms. */
  readonly prompts: UnitRows;
  /** `[answers.count]`: what each counts in the calibration; all above 0. */
  readonly weights: Float64Array;
  /** `[answers.count]`: the norm of each `z`, to have it again as it was. */
  readonly norms: Float64Array;
}

type OrdinaryReading =
  | { readonly kind: 'ordinary'; readonly rows: OrdinaryRows }
  | { readonly kind: 'problem'; readonly message: string };

/** Rows that are read between two pauses: less than a millisecond. */
const step = 128;

/**
 * Reads the bytes of a pack's `ordinary.safetensors` (docs/pack-format.md, "Ordinary samples"), with a pause after
 * every hundred rows. Every row counts the same there.
 */
export function* readOrdinaryRows(
  bytes: Uint8Array,
  width: number,
  { samples }: OrdinaryRecord,
): Generator<undefined, OrdinaryReading> {
  const reading = readRawTensors(bytes);
  if (reading.kind === 'problem') return problem(reading.reason);
  yield;
  const { tensors } = reading;
  const take = (name: string, type: RawTensor['type'], shape: readonly number[]) => {
    const tensor = tensors.get(name);
    return tensor?.type === type && tensor.shape.join() === shape.join() ? tensor : null;
  };
  const answer = take('answer', 'I8', [samples, width]);
  const answerScale = take('answer_scale', 'F32', [samples]);
  const prompt = take('prompt', 'I8', [samples, width]);
  const promptScale = take('prompt_scale', 'F32', [samples]);
  if (!answer || !answerScale || !prompt || !promptScale) {
    return problem('it does not have the tensors that the pack says');
  }
  const scales = tensorNumbers(answerScale);
  const all = Uint32Array.from(scales.keys());
  const answers = yield* toRows(answer, all, width);
  const norms = answers.norms.map((norm, row) => norm * (scales[row] ?? 0));
  if (!norms.every((norm) => Number.isFinite(norm) && norm > 0)) {
    return problem('it has rows without a length');
  }
  const promptScales = tensorNumbers(promptScale);
  const asked = all.filter((row) => (promptScales[row] ?? -1) >= 0);
  const prompts = yield* toRows(prompt, asked, width);
  const weights = new Float64Array(samples).fill(1);
  return {
    kind: 'ordinary',
    rows: { answers: answers.rows, prompts: prompts.rows, weights, norms },
  };
}

/** Some rows of a tensor of int8, by their norms. */
function* toRows(
  { bytes }: RawTensor,
  picked: Uint32Array,
  width: number,
): Generator<undefined, { readonly rows: UnitRows; readonly norms: Float64Array }> {
  const numbers = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = picked.length;
  const values = new Float32Array(count * width);
  const norms = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    if (row % step === step - 1) yield;
    const start = (picked[row] ?? 0) * width;
    let squares = 0;
    for (let at = start; at < start + width; at += 1) squares += (numbers[at] ?? 0) ** 2;
    const norm = Math.sqrt(squares);
    norms[row] = norm;
    if (norm === 0) continue;
    const target = row * width;
    for (let i = 0; i < width; i += 1) values[target + i] = (numbers[start + i] ?? 0) / norm;
  }
  return { rows: { count, width, values }, norms };
}

function problem(reason: string): OrdinaryReading {
  const message = `The file ordinary.safetensors of the pack is damaged: ${reason}.`;
  return { kind: 'problem', message };
}
