import type { OrdinaryRecord } from '../pack/pack.ts';
import { readRawTensors, tensorNumbers, type RawTensor } from '../pack/read-safetensors.ts';
import { pickRows, type UnitRows } from './unit-rows.ts';

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

/**
 * Reads the bytes of a pack's `ordinary.safetensors` (docs/pack-format.md, "Ordinary samples"). Every row counts
 * the same there.
 */
export function readOrdinaryRows(
  bytes: Uint8Array,
  width: number,
  { samples }: OrdinaryRecord,
): OrdinaryReading {
  const reading = readRawTensors(bytes);
  if (reading.kind === 'problem') return problem(reading.reason);
  const { tensors } = reading;
  const take = (name: string, type: RawTensor['type'], shape: readonly number[]) => {
    const tensor = tensors.get(name);
    return tensor?.type === type && tensor.shape.join() === shape.join()
      ? tensorNumbers(tensor)
      : null;
  };
  const answer = take('answer', 'I8', [samples, width]);
  const answerScale = take('answer_scale', 'F32', [samples]);
  const prompt = take('prompt', 'I8', [samples, width]);
  const promptScale = take('prompt_scale', 'F32', [samples]);
  if (!answer || !answerScale || !prompt || !promptScale) {
    return problem('it does not have the tensors that the pack says');
  }
  const answers = toRows(answer, samples, width);
  const asked = [...promptScale.keys()].filter((row) => (promptScale[row] ?? -1) >= 0);
  const norms = answers.norms.map((norm, row) => norm * (answerScale[row] ?? 0));
  if (!norms.every((norm) => Number.isFinite(norm) && norm > 0)) {
    return problem('it has rows without a length');
  }
  const rows = {
    answers: answers.rows,
    prompts: pickRows(toRows(prompt, samples, width).rows, asked),
    weights: new Float64Array(samples).fill(1),
    norms,
  };
  return { kind: 'ordinary', rows };
}

function toRows(
  numbers: Float64Array,
  count: number,
  width: number,
): { readonly rows: UnitRows; readonly norms: Float64Array } {
  const values = new Float32Array(numbers.length);
  const norms = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const start = row * width;
    let squares = 0;
    for (let at = start; at < start + width; at += 1) squares += (numbers[at] ?? 0) ** 2;
    const norm = Math.sqrt(squares);
    norms[row] = norm;
    if (norm === 0) continue;
    for (let at = start; at < start + width; at += 1) values[at] = (numbers[at] ?? 0) / norm;
  }
  return { rows: { count, width, values }, norms };
}

function problem(reason: string): OrdinaryReading {
  const message = `The file ordinary.safetensors of the pack is damaged: ${reason}.`;
  return { kind: 'problem', message };
}
