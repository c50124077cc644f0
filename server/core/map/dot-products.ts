/**
 * Inner products of many rows of bytes with directions of 16 bits, 16 numbers at a time. It is the one loop that
 * decides how fast maps, neighbours and rankings are, and JavaScript has no instruction for it, so it is written
 * in WebAssembly. Whole numbers only: the result is the same on every machine.
 */

/** What this file needs of WebAssembly; the type library of the language does not know it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Record<string, unknown> };
};

/**
 * `rows` [rowCount, width] of int8 times `directions` [count, width] of int16 into `out` [rowCount, count] of
 * int32. All are places in the memory in bytes; `width` is a multiple of 16.
 */
type Multiply = (
  rows: number,
  rowsEnd: number,
  directions: number,
  directionsEnd: number,
  width: number,
  out: number,
) => void;

export interface DotProductMachine {
  readonly multiply: Multiply;
  /** Makes the memory at least so large, and returns it. */
  readonly reserve: (bytes: number) => ArrayBuffer;
}

/** A machine with a memory of its own. */
export function createDotProductMachine(): DotProductMachine {
  const { multiply, memory } = new WebAssembly.Instance(compiled).exports;
  if (!isMultiply(multiply) || !isMemory(memory))
    throw new Error('The bytes of the module are wrong.');
  const reserve = (bytes: number) => {
    const missing = Math.ceil(bytes / pageBytes) - memory.buffer.byteLength / pageBytes;
    if (missing > 0) memory.grow(missing);
    return memory.buffer;
  };
  return { multiply, reserve };
}

const pageBytes = 65_536;

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

function isMultiply(value: unknown): value is Multiply {
  return typeof value === 'function';
}

function isMemory(value: unknown): value is Memory {
  return typeof value === 'object' && value !== null && 'grow' in value;
}

// Instructions, by their names in the specification of WebAssembly (core 2.0, chapter 5).
const i32 = 0x7f;
const v128 = 0x7b;
const none = 0x40;
const block = [0x02, none];
const loop = [0x03, none];
const end = [0x0b];
const branch = (depth: number) => [0x0c, depth];
const branchIf = (depth: number) => [0x0d, depth];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, value];
const add = [0x6a];
const lessUnsigned = [0x49];
const notLessUnsigned = [0x4f];
const store = [0x36, 2, 0];
const vector = (code: number) =>
  code < 0x80 ? [0xfd, code] : [0xfd, (code & 0x7f) | 0x80, code >> 7];
const loadVector = (offset: number) => [...vector(0x00), 0, offset];
const zeroVector = [...vector(0x0c), ...Array.from({ length: 16 }, () => 0)];
const lane = (index: number) => [...vector(0x1b), index];
const widenLow = vector(0x87);
const widenHigh = vector(0x88);
const addLanes = vector(0xae);
const dotPairs = vector(0xba);

// The parameters of `Multiply`, then what the loops keep.
const [row, rowsEnd, directions, directionsEnd, width, out] = [0, 1, 2, 3, 4, 5];
const [direction, number, rowEnd, low, high, bytes] = [6, 7, 8, 9, 10, 11];

/** `sum += dot(widen(bytes), 8 numbers of the direction at offset)`; a lane wraps, the whole sum does not. */
function accumulate(sum: number, widen: readonly number[], offset: number): number[] {
  const products = [...get(bytes), ...widen, ...get(direction), ...loadVector(offset), ...dotPairs];
  return [...get(sum), ...products, ...addLanes, ...set(sum)];
}

function advance(local: number, step: readonly number[]): number[] {
  return [...get(local), ...step, ...add, ...set(local)];
}

const sumOfLanes = [
  ...[...get(low), ...get(high), ...addLanes, ...set(low)],
  ...[...get(low), ...lane(0), ...get(low), ...lane(1), ...add],
  ...[...get(low), ...lane(2), ...add, ...get(low), ...lane(3), ...add],
];

const overNumbers = [
  ...loop,
  ...[...get(number), ...loadVector(0), ...set(bytes)],
  ...accumulate(low, widenLow, 0),
  ...accumulate(high, widenHigh, 16),
  ...advance(number, constant(16)),
  ...advance(direction, constant(32)),
  ...[...get(number), ...get(rowEnd), ...lessUnsigned, ...branchIf(0)],
  ...end,
];

const overDirections = [
  ...block,
  ...loop,
  ...[...get(direction), ...get(directionsEnd), ...notLessUnsigned, ...branchIf(1)],
  ...[...get(row), ...set(number)],
  ...[...zeroVector, ...set(low), ...zeroVector, ...set(high)],
  ...overNumbers,
  ...[...get(out), ...sumOfLanes, ...store],
  ...advance(out, constant(4)),
  ...branch(0),
  ...end,
  ...end,
];

const overRows = [
  ...block,
  ...loop,
  ...[...get(row), ...get(rowsEnd), ...notLessUnsigned, ...branchIf(1)],
  ...[...get(row), ...get(width), ...add, ...set(rowEnd)],
  ...[...get(directions), ...set(direction)],
  ...overDirections,
  ...[...get(rowEnd), ...set(row)],
  ...branch(0),
  ...end,
  ...end,
];

const locals = [2, 3, i32, 3, v128];
const body = [...locals, ...overRows, ...end];

function length(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...length(value >> 7)];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...length(content.length), ...content];
}

function name(text: string): number[] {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

const compiled = new WebAssembly.Module(
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 6, i32, i32, i32, i32, i32, i32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...name('multiply'), 0, 0, ...name('memory'), 2, 0]),
    ...section(10, [1, ...length(body.length), ...body]),
  ]),
);
