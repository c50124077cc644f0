/**
 * Finds out whether an ONNX file keeps tensors in other files, which the pack's hashes would not cover.
 * Walks the protobuf messages of onnx.proto that lead to a tensor and skips everything else.
 */

type MessageName = keyof typeof children;

/** Field numbers of onnx.proto that hold messages on the way to a tensor. */
const children = {
  model: { 7: 'graph', 25: 'function' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  function: { 7: 'node' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
} as const satisfies Record<string, Record<number, string>>;

/** TensorProto.external_data, and TensorProto.data_location, which is 0 for data in the file. */
const externalData = 13;
const dataLocation = 14;
const deepest = 64;

/** Whether any tensor lies outside the file; also true for bytes that are no protobuf message. */
export function usesExternalData(bytes: Uint8Array): boolean {
  return reachesOutside(bytes, 'model', 0);
}

function reachesOutside(bytes: Uint8Array, message: MessageName, depth: number): boolean {
  if (depth > deepest) return true;
  const known: Readonly<Record<number, MessageName>> = children[message];
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (tag === null) return true;
    const field = Math.floor(tag.value / 8);
    if (message === 'tensor' && isOutside(bytes, field, tag.end)) return true;
    const end = fieldEnd(bytes, tag.end, tag.value % 8);
    if (end === null) return true;
    const child = known[field];
    const isMessage = child !== undefined && tag.value % 8 === 2;
    if (isMessage && reachesOutside(bytes.subarray(end.contents, end.end), child, depth + 1)) {
      return true;
    }
    at = end.end;
  }
  return false;
}

function isOutside(bytes: Uint8Array, field: number, at: number): boolean {
  return field === externalData || (field === dataLocation && bytes[at] !== 0);
}

/** Where a field's contents begin and end; null when they leave the message. */
function fieldEnd(
  bytes: Uint8Array,
  at: number,
  wireType: number,
): { contents: number; end: number } | null {
  const fixed = (size: number): { contents: number; end: number } | null =>
    at + size <= bytes.length ? { contents: at, end: at + size } : null;
  if (wireType === 1) return fixed(8);
  if (wireType === 5) return fixed(4);
  const number = readVarint(bytes, at);
  if (number === null) return null;
  if (wireType === 0) return { contents: at, end: number.end };
  if (wireType !== 2 || number.end + number.value > bytes.length) return null;
  return { contents: number.end, end: number.end + number.value };
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } | null {
  let value = 0;
  for (let k = 0; k < 10; k++) {
    const byte = bytes[start + k];
    if (byte === undefined) return null;
    value += (byte % 128) * 2 ** (7 * k);
    if (byte < 128) return { value, end: start + k + 1 };
  }
  return null;
}
