import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toWhitened } from '../../../../server/core/exchange/map-direction.ts';
import { readDirection } from '../../../../server/core/exchange/read-direction.ts';
import { readNpy, writeNpy } from '../../../../server/core/exchange/read-npy.ts';
import {
  readMetadata,
  writeSafetensors,
} from '../../../../server/core/exchange/write-safetensors.ts';
import type { Reference } from '../../../../server/core/pack/read-reference.ts';

const choice = { tensor: null, row: null, width: 3, layer: 2 };
const vector = Float32Array.of(0.25, -1.5, 3);

/** An `.npy` file of float64, as NumPy writes it. */
function npy(shape: string, numbers: readonly number[], type = '<f8'): Uint8Array {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }\n`;
  const bytes = new Uint8Array(10 + header.length + 8 * numbers.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  bytes.set(new TextEncoder().encode(header), 10);
  const view = new DataView(bytes.buffer);
  numbers.forEach((value, i) => view.setFloat64(10 + header.length + 8 * i, value, true));
  return bytes;
}

describe('readDirection', () => {
  it('reads what it writes, to the last bit', () => {
    for (const [name, bytes] of [
      ['a.npy', writeNpy(vector)],
      ['a.safetensors', writeSafetensors('direction', vector, { a: 'b' })],
    ] as const) {
      const reading = readDirection(name, bytes, choice);
      expect(reading).toMatchObject({ kind: 'direction', direction: Float64Array.from(vector) });
    }
  });

  it('keeps metadata, and starts numbers where NumPy wants them', () => {
    expect(readMetadata(writeSafetensors('d', vector, { a: 'b' })).get('a')).toBe('b');
    expect((writeNpy(vector).length - 12) % 64).toBe(0);
  });

  it('takes the layer of the pack from a matrix of layers, and a row that is named', () => {
    const matrix = npy('4, 3', [0, 0, 1, 0, 1, 0, 7, 8, 9, 1, 0, 0]);
    const layer = readDirection('persona.npy', matrix, choice);
    expect(layer).toMatchObject({ direction: Float64Array.of(7, 8, 9), what: 'row 2 of 4' });
    const named = readDirection('persona.npy', matrix, { ...choice, row: 3 });
    expect(named).toMatchObject({ direction: Float64Array.of(1, 0, 0) });
  });

  it.each([
    ['a pickle', 'a.pt', new Uint8Array(4), 'run any program'],
    ['another file', 'a.txt', new Uint8Array(4), 'only .safetensors and .npy'],
    ['another width', 'a.npy', npy('2,', [1, 2]), 'not [3]'],
    ['zeros', 'a.npy', npy('3,', [0, 0, 0]), 'is zero'],
    ['numbers that are not finite', 'a.npy', npy('3,', [0, NaN, 1]), 'not finite'],
    ['a row that is not there', 'a.npy', npy('2, 3', [1, 2, 3, 4, 5, 6]), 'choose one with --row'],
    ['objects', 'a.npy', npy('1,', [1], '|O'), 'not float32 or float64'],
    ['a shape beyond its length', 'a.npy', npy('9, 3', [1, 2, 3]), 'does not match'],
  ])('refuses %s', (_, name, bytes, word) => {
    const reading = readDirection(name, bytes, choice);
    expect(reading.kind === 'problem' && reading.reason).toContain(word);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const bytes = Uint8Array.from([...npy('3,', [1, 2, 3]).subarray(0, 10), ...noise]);
        expect(['array', 'problem']).toContain(readNpy(bytes).kind);
        expect(readDirection('a.safetensors', noise, choice).kind).toBe('problem');
      }),
    );
  });
});

describe('toWhitened', () => {
  it('is the image of a small step of the answer', () => {
    const reference = {
      width: 2,
      answerDeviation: Float32Array.of(2, 0.5),
      whitener: Float32Array.of(1, 2, 0, 4),
    } as unknown as Reference;
    // (2, 1) / (2, 0.5) = (1, 2); times the whitener (1, 2 + 8) = (1, 10).
    const direction = toWhitened([2, 1], reference);
    expect(direction?.[0]).toBeCloseTo(1 / Math.sqrt(101), 6);
    expect(direction?.[1]).toBeCloseTo(10 / Math.sqrt(101), 6);
  });
});
