/** A float32 tensor in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

type TensorReading =
  | { readonly kind: 'tensors'; readonly tensors: ReadonlyMap<string, Tensor> }
  | { readonly kind: 'problem'; readonly message: string };

const lengthBytes = 8;
const largestHeader = 1 << 20;

/**
 * Reads a safetensors file (8 bytes of header length, a JSON header, the data) that holds float32 only.
 * Nothing of it is trusted: every length and shape is checked against the size of the buffer.
 * @returns the tensors by name, or one sentence that names the tensor that is wrong.
 */
export function readSafetensors(bytes: Uint8Array): TensorReading {
  if (bytes.byteLength < lengthBytes) return problem('it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(Math.min(largestHeader, bytes.byteLength - lengthBytes))) {
    return problem('its header is longer than the file may hold');
  }
  const dataStart = lengthBytes + Number(headerLength);
  const header = parseHeader(bytes.subarray(lengthBytes, dataStart));
  if (header === null) return problem('its header is not a JSON object');
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const tensor = readTensor(bytes.subarray(dataStart), entry);
    if (typeof tensor === 'string') return problem(`its tensor ${JSON.stringify(name)} ${tensor}`);
    tensors.set(name, tensor);
  }
  return { kind: 'tensors', tensors };
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
function readTensor(data: Uint8Array, entry: unknown): Tensor | string {
  if (typeof entry !== 'object' || entry === null) return 'has no description';
  const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>;
  if (dtype !== 'F32') return 'is not float32';
  if (!isSizes(shape)) return 'has an impossible shape';
  if (!isSizes(offsets) || offsets.length !== 2) return 'has an impossible place';
  const [start = 0, end = 0] = offsets;
  if (start > end || end > data.byteLength) return 'lies outside the file';
  const count = shape.reduce((product, size) => product * size, 1);
  if (count * 4 !== end - start) return 'has a shape that does not match its length';
  // A copy, because a view of floats must start at a multiple of four bytes.
  const copy = data.slice(start, end);
  return { shape, data: new Float32Array(copy.buffer, copy.byteOffset, count) };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
