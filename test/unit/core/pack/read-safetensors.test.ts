import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../../server/core/pack/read-safetensors.ts';

/** A file with this header and these floats behind it. */
function fileOf(header: unknown, floats: number[] = [], length?: bigint): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + 4 * floats.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, length ?? BigInt(json.length), true);
  bytes.set(json, 8);
  floats.forEach((value, k) => view.setFloat32(8 + json.length + 4 * k, value, true));
  return bytes;
}

function tensor(shape: unknown, offsets: unknown, dtype = 'F32'): object {
  return { a: { dtype, shape, data_offsets: offsets } };
}

describe('readSafetensors', () => {
  it('reads float32 tensors by name, whatever their alignment', () => {
    const header = {
      __metadata__: { format: 'pt' },
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
      second: { dtype: 'F32', shape: [1, 2], data_offsets: [8, 16] },
    };
    const reading = readSafetensors(fileOf(header, [1, 2, 0.5, -4]));
    expect(reading).toEqual({
      kind: 'tensors',
      tensors: new Map([
        ['a', { shape: [2], data: Float32Array.of(1, 2) }],
        ['second', { shape: [1, 2], data: Float32Array.of(0.5, -4) }],
      ]),
    });
  });

  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'too short'],
    ['a header beyond the file', fileOf({}, [], 1n << 40n), 'longer than the file'],
    ['a header of 2^64 - 1 bytes', fileOf({}, [], (1n << 64n) - 1n), 'longer than the file'],
    ['a header that is no object', fileOf([]), 'not a JSON object'],
    ['a header that is no JSON', fileOf({ a: 1 }, [], 3n), 'not a JSON object'],
    ['a tensor that is no object', fileOf({ a: 7 }), '"a" has no description'],
    ['another type of number', fileOf(tensor([2], [0, 4], 'F16'), [0]), 'not float32'],
    ['an unknown type of number', fileOf(tensor([1], [0, 4], 'BF16'), [0]), 'type of numbers'],
    ['a negative size', fileOf(tensor([-1], [0, 4]), [0]), 'impossible shape'],
    ['a size beyond integers', fileOf(tensor([1e300, 1e300], [0, 4]), [0]), 'impossible shape'],
    ['a product beyond integers', fileOf(tensor([2 ** 52, 2 ** 52], [0, 4]), [0]), 'not match'],
    ['a place behind the end', fileOf(tensor([2], [0, 8]), [0]), 'outside the file'],
    ['a place that ends before it starts', fileOf(tensor([1], [4, 0]), [0]), 'outside the file'],
    ['three offsets', fileOf(tensor([1], [0, 4, 4]), [0]), 'impossible place'],
    ['a length that does not match', fileOf(tensor([3], [0, 8]), [0, 0]), 'not match'],
  ])('refuses %s', (_, bytes, message) => {
    const reading = readSafetensors(bytes);
    expect(reading.kind === 'problem' ? reading.message : '').toContain(message);
  });

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.jsonValue(), (bytes, header) => {
        readSafetensors(bytes);
        readSafetensors(fileOf({ a: header }, [1]));
      }),
    );
  });
});
