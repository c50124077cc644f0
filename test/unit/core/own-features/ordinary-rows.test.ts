import { expect, it } from 'vitest';
import { readOrdinaryRows } from '../../../../server/core/own-features/ordinary-rows.ts';

const width = 2;

interface Tensors {
  readonly answer: readonly number[];
  readonly answerScale: readonly number[];
  readonly prompt: readonly number[];
  readonly promptScale: readonly number[];
}

/** The bytes of a safetensors file: the length of its header, the header, the numbers. */
function fileOf({ answer, answerScale, prompt, promptScale }: Tensors): Uint8Array {
  const count = answerScale.length;
  const parts = [
    ['answer_scale', 'F32', [count], Buffer.from(Float32Array.from(answerScale).buffer)],
    ['prompt_scale', 'F32', [count], Buffer.from(Float32Array.from(promptScale).buffer)],
    ['answer', 'I8', [count, width], Buffer.from(Int8Array.from(answer).buffer)],
    ['prompt', 'I8', [count, width], Buffer.from(Int8Array.from(prompt).buffer)],
  ] as const;
  let end = 0;
  const entries = parts.map(([name, dtype, shape, bytes]) => {
    const start = end;
    end += bytes.length;
    return [name, { dtype, shape, data_offsets: [start, end] }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...parts.map(([, , , bytes]) => bytes)]);
}

/** What was read in the end, and how often there was a pause. */
function read(tensors: Tensors, samples = tensors.answerScale.length) {
  const file = { sha256: '', size: 0 };
  const steps = readOrdinaryRows(fileOf(tensors), width, { samples, sources: [], file });
  for (let pauses = 0; ; pauses += 1) {
    const step = steps.next();
    if (step.done === true) return { reading: step.value, pauses };
  }
}

const two: Tensors = {
  answer: [3, 4, 0, -2],
  answerScale: [0.5, 2],
  prompt: [1, 1, -8, 6],
  promptScale: [-1, 1],
};

it('reads rows by their norms, and the prompts of those that have one', () => {
  const { reading } = read(two);
  if (reading.kind === 'problem') throw new Error(reading.message);
  const { answers, prompts, norms, weights } = reading.rows;
  expect(answers).toEqual({ count: 2, width, values: Float32Array.of(0.6, 0.8, 0, -1) });
  expect(prompts).toEqual({ count: 1, width, values: Float32Array.of(-0.8, 0.6) });
  // 5 by 0.5, and 2 by 2.
  expect(norms).toEqual(Float64Array.of(2.5, 4));
  expect(weights).toEqual(Float64Array.of(1, 1));
});

it('pauses after every hundred rows or so', () => {
  const count = 1000;
  const many = read({
    answer: Array.from({ length: count * width }, () => 1),
    answerScale: Array.from({ length: count }, () => 1),
    prompt: Array.from({ length: count * width }, () => 1),
    promptScale: Array.from({ length: count }, () => 1),
  });
  expect(many.reading.kind).toBe('ordinary');
  expect(many.pauses).toBeGreaterThan(10);
});

it('says what is wrong', () => {
  const problem = (tensors: Tensors, samples?: number) => {
    const { reading } = read(tensors, samples);
    return reading.kind === 'problem' ? reading.message : '';
  };
  expect(problem(two, 3)).toContain('it does not have the tensors that the pack says');
  expect(problem({ ...two, answer: [3, 4, 0, 0] })).toContain('it has rows without a length');
  expect(problem({ ...two, answerScale: [1, NaN] })).toContain('it has rows without a length');
});
