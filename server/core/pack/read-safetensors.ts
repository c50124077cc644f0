/** A float32 tensor in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The types of numbers that are read, by their names in the file, and their bytes. */
const numberBytes = { F64: 8, F32: 4, F16: 2, I32: 4, I8: 1 } as const;
export type NumberType = keyof typeof numberBytes;

/** A tensor of any of the types, in row-major order, as its bytes: little-endian, a copy. */
export interface RawTensor {
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

type RawReading =
  | { readonly kind: 'tensors'; readonly tensors: ReadonlyMap<string, RawTensor> }
  /** What is wrong, to be read after 'The file … is damaged:'. */
  | { readonly kind: 'problem'; readonly reason: string };

type TensorReading =
  | { readonly kind: 'tensors'; readonly tensors: ReadonlyMap<string, Tensor> }
  | { readonly kind: 'problem'; readonly message: string };

const lengthBytes = 8;
const largestHeader = 1 << 20;

/**
 * Reads a safetensors file (8 bytes of header length, a JSON header, the data) that holds float32 only.
 * @returns the tensors by name, or one sentence that names the tensor that is wrong.
 */
export function readSafetensors(bytes: Uint8Array): TensorReading {
  const reading = readRawTensors(bytes);
  if (reading.kind === 'problem') return problem(reading.reason);
  const tensors = new Map<string, Tensor>();
  for (const [name, { type, shape, bytes: data }] of reading.tensors) {
    if (type !== 'F32') return problem(`its tensor ${JSON.stringify(name)} is not float32`);
    const floats = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
    tensors.set(name, { shape, data: floats });
  }
  return { kind: 'tensors', tensors };
}

/**
 * Reads a safetensors file of float64, float32, float16, int32 and int8 tensors. Nothing of it is trusted: every
 * length and shape is checked against the size of the buffer.
 */
export function readRawTensors(bytes: Uint8Array): RawReading {
  if (bytes.byteLength < lengthBytes) return damaged('it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(Math.min(largestHeader, bytes.byteLength - lengthBytes))) {
    return damaged('its header is longer than the file may hold');
  }
  const dataStart = lengthBytes + Number(headerLength);
  const header = parseHeader(bytes.subarray(lengthBytes, dataStart));
  if (header === null) return damaged('its header is not a JSON object');
  const tensors = new Map<string, RawTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const tensor = readTensor(bytes.subarray(dataStart), entry);
    if (typeof tensor === 'string') return damaged(`its tensor ${JSON.stringify(name)} ${tensor}`);
    tensors.set(name, tensor);
  }
  return { kind: 'tensors', tensors };
}

/** The numbers of a tensor, whatever their type. */
export function tensorNumbers({ type, bytes }: RawTensor): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = numberBytes[type];
  const numbers = new Float64Array(bytes.byteLength / size);
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = readNumber(view, type, i * size);
  return numbers;
}

function readNumber(view: DataView, type: NumberType, at: number): number {
  switch (type) {
    case 'F64':
      return view.getFloat64(at, true);
    case 'F32':
      return view.getFloat32(at, true);
    case 'F16':
      return fromHalf(view.getUint16(at, true));
    case 'I32':
      return view.getInt32(at, true);
    case 'I8':
      return view.getInt8(at);
  }
}

/** The value of a float16 by its bits (IEEE 754: sign, 5 bits of exponent, 10 of fraction). */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function damaged(reason: string): RawReading {
  return { kind: 'problem', reason };
}

function problem(reason: string): TensorReading {
  return { kind: 'problem', message: `The file features.safetensors is damaged: ${reason}.` };
}

function parseHeader(bytes: Uint8Array): object | null {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof header === 'object' && header !== null && !Array.isArray(header) ? header : null;
  } catch {
    return null;
  }
}

/** The tensor of a header entry, or what is wrong with it. */
function readTensor(data: Uint8Array, entry: unknown): RawTensor | string {
  if (typeof entry !== 'object' || entry === null) return 'has no description';
  const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>;
  if (!isNumberType(dtype)) return 'is not of a type of numbers that is read';
  if (!isSizes(shape)) return 'has an impossible shape';
  if (!isSizes(offsets) || offsets.length !== 2) return 'has an impossible place';
  const [start = 0, end = 0] = offsets;
  if (start > end || end > data.byteLength) return 'lies outside the file';
  const count = shape.reduce((product, size) => product * size, 1);
  if (count * numberBytes[dtype] !== end - start)
    return 'has a shape that does not match its length';
  // A copy, because a view of numbers must start at a multiple of their bytes.
  return { type: dtype, shape, bytes: data.slice(start, end) };
}

function isNumberType(value: unknown): value is NumberType {
  return typeof value === 'string' && Object.hasOwn(numberBytes, value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
