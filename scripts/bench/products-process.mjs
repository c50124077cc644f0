// One thread's share of the ceiling: the matrix products of one layer in fp32, again and again.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { writeModel } from './onnx-writer.mjs';

const tokens = 256;
const width = 576;
const keyWidth = 192;
const hidden = 1536;

/** [name, input, rows, columns]: every weight of a block of SmolLM2-135M. */
const products = [
  ['query', 'x', width, width],
  ['key', 'x', width, keyWidth],
  ['value', 'x', width, keyWidth],
  ['output', 'query.out', width, width],
  ['gate', 'output.out', width, hidden],
  ['up', 'output.out', width, hidden],
  ['down', 'hidden', hidden, width],
];

/** Floating-point operations for one token in one layer. */
const operationsPerToken = products.reduce(
  (sum, [, , rows, columns]) => sum + 2 * rows * columns,
  0,
);

function randomWeights(count) {
  return Float32Array.from({ length: count }, () => (Math.random() - 0.5) / 16);
}

function makeModel() {
  return writeModel({
    nodes: [
      ...products.map(([name, input]) => ['MatMul', [input, name], `${name}.out`]),
      ['Add', ['gate.out', 'up.out'], 'hidden'],
      ['Add', ['key.out', 'value.out'], 'keys'],
    ].sort((a, b) => order(a) - order(b)),
    weights: products.map(([name, , rows, columns]) => ({
      name,
      shape: [rows, columns],
      values: randomWeights(rows * columns),
    })),
    input: { name: 'x', shape: [tokens, width] },
    outputs: [
      { name: 'down.out', shape: [tokens, width] },
      { name: 'keys', shape: [tokens, keyWidth] },
    ],
  });
}

/** A graph lists its nodes in the order in which they can run. */
function order([, , output]) {
  return output === 'down.out' ? 2 : output === 'hidden' ? 1 : 0;
}

const session = await InferenceSession.create(makeModel(), {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
});
const feeds = { x: new Tensor('float32', randomWeights(tokens * width), [tokens, width]) };
for (let run = 0; run < 5; run++) await session.run(feeds);
process.send({ kind: 'ready', operationsPerToken });

process.once('message', async ({ seconds }) => {
  const started = performance.now();
  let runs = 0;
  while (performance.now() - started < 1000 * seconds) {
    await session.run(feeds);
    runs += 1;
  }
  const elapsed = (performance.now() - started) / 1000;
  process.send({ kind: 'done', tokensPerSecond: (runs * tokens) / elapsed });
  process.disconnect();
});
