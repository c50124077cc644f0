import type * as OnnxRuntime from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { FileRecord } from '../core/pack/pack.ts';
import { checkFile } from './check-file.ts';
import { usesExternalData } from './external-data.ts';

type Runtime = typeof OnnxRuntime;

/** One unpadded sequence for the graph. */
interface ModelInput {
  /** `[tokens]` token ids, without the first `<|im_start|>`. */
  readonly ids: ArrayLike<number>;
  /** `[segments, tokens]` in row-major order. */
  readonly pooling: Float32Array;
  readonly segments: number;
}

/** What the graph answers. */
interface ModelOutput {
  /** `[segments, width]`: weighted means of the residual stream. */
  readonly pooled: Float32Array;
  /** `[tokens]`: projection of every token on the direction that the model was opened with. */
  readonly tokenScores: Float32Array;
}

/** What a graph of a pack is, and what it must take and give, with the ONNX types. */
export interface GraphSignature {
  readonly file: string;
  /** As sentences begin. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** See docs/pack-format.md, "The graph". */
const trunk: GraphSignature = {
  file: 'trunk.onnx',
  name: 'The model of the pack',
  inputs: { input_ids: 'int64', pooling: 'float32', directions: 'float32', offsets: 'float32' },
  outputs: { pooled: 'float32', token_scores: 'float32' },
};

/**
 * A graph of a pack in onnxruntime. `run` computes synchronously although it returns a promise, so this
 * belongs in a process of its own. This is the only module that imports onnxruntime.
 */
export class Graph {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #name: string;

  private constructor(runtime: Runtime, session: InferenceSession, name: string) {
    this.#runtime = runtime;
    this.#session = session;
    this.#name = name;
  }

  /**
   * Checks the bytes of a graph and makes a session of these same bytes.
   * @throws Error with one sentence: wrong hash, external data, missing input, no native library.
   */
  static async open(
    { file, name, inputs, outputs }: GraphSignature,
    bytes: Uint8Array,
    record: FileRecord,
  ): Promise<Graph> {
    checkFile(file, bytes, record);
    if (usesExternalData(bytes)) {
      throw new Error(`${name} refers to files outside of the pack, which is refused.`);
    }
    const runtime = await loadRuntime();
    const session = await createSession(runtime, bytes, name);
    checkSignature(name, 'input', inputs, session.inputMetadata);
    checkSignature(name, 'output', outputs, session.outputMetadata);
    return new Graph(runtime, session, name);
  }

  /** An input; `shape` in row-major order. */
  floats(data: Float32Array, shape: readonly number[]): Tensor {
    return new this.#runtime.Tensor('float32', data, shape);
  }

  /** As `floats`, of whole numbers. */
  integers(values: ArrayLike<number>, shape: readonly number[]): Tensor {
    return new this.#runtime.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
  }

  /**
   * Runs the graph once.
   * @returns the outputs by name, which must be float32.
   */
  async run(inputs: Readonly<Record<string, Tensor>>): Promise<(name: string) => Float32Array> {
    const result = await this.#session.run(inputs);
    return (name) => {
      const data = result[name]?.data;
      if (data instanceof Float32Array) return data;
      throw new Error(`${this.#name} answered without the vectors that it declares.`);
    };
  }
}

/** The language model of a pack. */
export class Model {
  readonly #graph: Graph;
  readonly #directions: Tensor;
  readonly #offsets: Tensor;
  readonly #width: number;

  private constructor(graph: Graph, width: number, direction: Float32Array) {
    this.#graph = graph;
    this.#width = width;
    this.#directions = graph.floats(direction, [width, 1]);
    this.#offsets = graph.floats(new Float32Array(1), [1]);
  }

  /**
   * Opens `trunk.onnx`.
   * @param direction `[width]`: what every token is projected on.
   * @throws Error with one sentence, as `Graph.open`.
   */
  static async open(
    bytes: Uint8Array,
    record: FileRecord,
    width: number,
    direction: Float32Array,
  ): Promise<Model> {
    return new Model(await Graph.open(trunk, bytes, record), width, direction);
  }

  /** Runs one sequence; a row of the result depends on nothing but this sequence and that row of `pooling`. */
  async run({ ids, pooling, segments }: ModelInput): Promise<ModelOutput> {
    // A product of one row takes another path than one of several and rounds otherwise: a row of zeros is added.
    const rows = Math.max(2, segments);
    const weights = new Float32Array(rows * ids.length);
    weights.set(pooling);
    const output = await this.#graph.run({
      input_ids: this.#graph.integers(ids, [ids.length]),
      pooling: this.#graph.floats(weights, [rows, ids.length]),
      directions: this.#directions,
      offsets: this.#offsets,
    });
    const pooled = output('pooled');
    if (pooled.length !== rows * this.#width) {
      throw new Error('The model of the pack answered with vectors of another width.');
    }
    const tokenScores = output('token_scores');
    return { pooled: pooled.subarray(0, segments * this.#width), tokenScores };
  }
}

async function loadRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
    throw new Error(`The native library that runs the model cannot be loaded here: ${reason}`, {
      cause: error,
    });
  }
}

/** One thread, nothing kept between runs, no busy waiting: an editor shares its machine. */
async function createSession(
  runtime: Runtime,
  bytes: Uint8Array,
  name: string,
): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      enableCpuMemArena: false,
      enableMemPattern: false,
      logSeverityLevel: 3,
      extra: {
        session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } },
      },
    });
  } catch (error) {
    throw new Error(`${name} cannot be loaded by this version.`, { cause: error });
  }
}

function checkSignature(
  graph: string,
  side: 'input' | 'output',
  expected: Readonly<Record<string, string>>,
  found: readonly InferenceSession.ValueMetadata[],
): void {
  for (const [name, type] of Object.entries(expected)) {
    const value = found.find((candidate) => candidate.name === name);
    if (value === undefined) throw new Error(`${graph} has no ${side} ${name}.`);
    if (!value.isTensor || value.type !== type) {
      throw new Error(`${graph} has an ${side} ${name} that is not ${type}.`);
    }
  }
}
