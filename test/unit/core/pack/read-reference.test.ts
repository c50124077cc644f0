import { describe, expect, it } from 'vitest';
import { readReference } from '../../../../server/core/pack/read-reference.ts';
import type { Tensor } from '../../../../server/core/pack/read-safetensors.ts';

/** All tensors of a reference of width 2 with one feature. */
function tensors(changes: Record<string, Tensor | undefined> = {}): Map<string, Tensor> {
  const ones = (...shape: number[]): Tensor => ({
    shape,
    data: new Float32Array(shape.reduce((a, b) => a * b)).fill(1),
  });
  const vectors = ['answer', 'prompt', 'header'].flatMap((name) => [
    [`${name}_mean`, ones(2)] as const,
    [`${name}_deviation`, ones(2)] as const,
  ]);
  const all = new Map<string, Tensor>([
    ...vectors,
    ['residual_mean', ones(2)],
    ['highlight', ones(2)],
    ['prompt_term', ones(4, 2)],
    ['whitener', ones(2, 2)],
    ['directions', ones(2, 2)],
  ]);
  for (const [name, tensor] of Object.entries(changes)) {
    if (tensor === undefined) all.delete(name);
    else all.set(name, tensor);
  }
  return all;
}

describe('readReference', () => {
  it('names the tensors', () => {
    const reading = readReference(tensors(), 2, 1);
    expect(reading.kind === 'reference' && reading.reference.count).toBe(2);
    expect(reading.kind === 'reference' && reading.reference.promptTerm.length).toBe(8);
  });

  it.each<[string, Record<string, Tensor | undefined>, string]>([
    ['is missing', { whitener: undefined }, 'has no tensor whitener'],
    [
      'has another shape',
      { prompt_term: { shape: [2, 2], data: new Float32Array(4) } },
      'prompt_term of shape [2,2], not [4,2]',
    ],
    [
      'is not finite',
      { residual_mean: { shape: [2], data: Float32Array.of(1, NaN) } },
      'not finite in residual_mean',
    ],
    [
      'would divide by zero',
      { header_deviation: { shape: [2], data: Float32Array.of(1, 0) } },
      'header_deviation that are not above 0',
    ],
  ])('says which tensor %s', (_, changes, message) => {
    const reading = readReference(tensors(changes), 2, 1);
    expect(reading.kind === 'problem' ? reading.message : '').toContain(message);
  });
});
