import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usesExternalData } from '../../../server/inference/external-data.ts';

/** A protobuf field with bytes: number, length, contents. */
function field(number: number, ...contents: number[]): number[] {
  return [number * 8 + 2, contents.length, ...contents];
}

function model(...graph: number[]): Uint8Array {
  return Uint8Array.from([8, 9, ...field(7, ...graph)]);
}

const rawData = field(9, 1, 2, 3);
const location = [14 * 8, 1];
const inFile = [14 * 8, 0];
const entry = field(13, ...field(1, 0x61), ...field(2, 0x62));

describe('usesExternalData', () => {
  it.each([
    ['a tensor with its data', model(...field(5, ...rawData)), false],
    ['a tensor that says so', model(...field(5, ...inFile, ...rawData)), false],
    ['a tensor elsewhere', model(...field(5, ...location)), true],
    ['a tensor with an address', model(...field(5, ...entry)), true],
    ['a constant elsewhere', model(...field(1, ...field(5, ...field(5, ...location)))), true],
    [
      'a tensor of a graph in a node',
      model(...field(1, ...field(5, ...field(6, ...field(5, ...location))))),
      true,
    ],
    ['a sparse tensor elsewhere', model(...field(15, ...field(1, ...location))), true],
    [
      'a function',
      Uint8Array.from(field(25, ...field(7, ...field(5, ...field(5, ...entry))))),
      true,
    ],
    ['a field that leaves the file', Uint8Array.from([7 * 8 + 2, 200, 1]), true],
    ['an unknown wire type', Uint8Array.from([7 * 8 + 3]), true],
    ['no bytes', new Uint8Array(0), false],
  ])('%s', (_, bytes, expected) => {
    expect(usesExternalData(bytes)).toBe(expected);
  });

  it('comes to an end on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof usesExternalData(bytes)).toBe('boolean');
      }),
    );
  });
});
