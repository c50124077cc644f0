/** The numbers of an array in NumPy's file format. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly numbers: Float64Array;
}

export type ArrayReading =
  | { readonly kind: 'array'; readonly array: NumberArray }
  /** What is wrong, to be read after the name of the file and 'cannot be imported:'. */
  | { readonly kind: 'problem'; readonly reason: string };

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads an `.npy` file (versions 1 to 3 of the format) of float32 or float64, little-endian, in C order. Nothing of
 * it is trusted; objects are never unpickled.
 */
export function readNpy(bytes: Uint8Array): ArrayReading {
  if (bytes.length < 12 || magic.some((byte, at) => bytes[at] !== byte)) {
    return problem('it is no .npy file');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const start = isFirst ? 10 : 12;
  const end = start + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length || end - start > 65_536) return problem('its header is too long');
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, end));
  const type = /'descr':\s*'([^']{1,8})'/.exec(header)?.[1] ?? '';
  const size = type === '<f4' ? 4 : type === '<f8' ? 8 : 0;
  if (size === 0) return problem('its numbers are not float32 or float64 in little-endian order');
  if (!/'fortran_order':\s*False/.test(header)) return problem('its rows lie in Fortran order');
  const list = /'shape':\s*\(([\d,\s]{0,200})\)/.exec(header)?.[1];
  const shape = (list ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : Number(part)));
  const count = shape.reduce((product, length) => product * length, 1);
  if (list === undefined || count * size !== bytes.length - end) {
    return problem('its shape does not match its length');
  }
  const numbers = Float64Array.from({ length: count }, (_, i) =>
    size === 4 ? view.getFloat32(end + 4 * i, true) : view.getFloat64(end + 8 * i, true),
  );
  return { kind: 'array', array: { shape, numbers } };
}

/** A vector as an `.npy` file of float32. */
export function writeNpy(values: Float32Array): Uint8Array {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${values.length},), }`;
  // The header ends with a line break, and the numbers begin at a multiple of 64 bytes.
  const header = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11);
  const bytes = new Uint8Array(10 + header.length + 1 + 4 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([...magic, 1, 0]);
  view.setUint16(8, header.length + 1, true);
  bytes.set(new TextEncoder().encode(`${header}\n`), 10);
  values.forEach((value, i) => view.setFloat32(11 + header.length + 4 * i, value, true));
  return bytes;
}

function problem(reason: string): ArrayReading {
  return { kind: 'problem', reason };
}
