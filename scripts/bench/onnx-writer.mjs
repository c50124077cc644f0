// The few bytes of the ONNX format (a protocol buffer) that a graph of matrix products needs.

function varint(value) {
  const bytes = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

/** A field with a number. */
const number = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);

/** A field with bytes, a string or another message. */
function bytes(field, content) {
  const body = typeof content === 'string' ? Buffer.from(content) : content;
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
}

const message = (...fields) => Buffer.concat(fields);
const float32 = 1;

function node(operator, inputs, output) {
  return message(...inputs.map((input) => bytes(1, input)), bytes(2, output), bytes(4, operator));
}

function tensor(name, shape, values) {
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return message(
    ...shape.map((size) => number(1, size)),
    number(2, float32),
    bytes(8, name),
    bytes(9, raw),
  );
}

function valueInfo(name, shape) {
  const dimensions = message(...shape.map((size) => bytes(1, number(1, size))));
  const type = bytes(1, message(number(1, float32), bytes(2, dimensions)));
  return message(bytes(1, name), bytes(2, type));
}

/**
 * An ONNX model as bytes.
 * @param {{nodes: [string, string[], string][], weights: {name: string, shape: number[], values: Float32Array}[],
 *   input: {name: string, shape: number[]}, outputs: {name: string, shape: number[]}[]}} graph
 */
export function writeModel({ nodes, weights, input, outputs }) {
  const graph = message(
    ...nodes.map(([operator, inputs, output]) => bytes(1, node(operator, inputs, output))),
    bytes(2, 'products'),
    ...weights.map(({ name, shape, values }) => bytes(5, tensor(name, shape, values))),
    bytes(11, valueInfo(input.name, input.shape)),
    ...outputs.map(({ name, shape }) => bytes(12, valueInfo(name, shape))),
  );
  const operatorSet = message(bytes(1, ''), number(2, 17));
  return message(number(1, 9), bytes(7, graph), bytes(8, operatorSet));
}
