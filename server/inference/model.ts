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

/** What the graph must take and give, with the ONNX types; see docs/pack-format.md, "The graph". */
const inputs = {
  input_ids: 'int64',
  pooling: 'float32',
  directions: 'float32',
  offsets: 'float32',
} as const;
const outputs = { pooled: 'float32', token_scores: 'float32' } as const;

/**
 * The language model of a pack. `run` computes synchronously although it returns a promise, so this
 * belongs in a process of its own. The only module that imports onnxruntime.
 */
export class Model {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #directions: Tensor;
  readonly #offsets: Tensor;
  readonly #width: number;

  private constructor(
    runtime: Runtime,
    session: InferenceSession,
    width: number,
    direction: Float32Array,
  ) {
    this.#runtime = runtime;
    this.#session = session;
    this.#width = width;
    this.#directions = new runtime.Tensor('float32', direction, [width, 1]);
    this.#offsets = new runtime.Tensor('float32', new Float32Array(1), [1]);
  }

  /**
   * Checks the bytes of `trunk.onnx` and makes a session of these same bytes.
   * @param direction `[width]`: what every token is projected on.
   * @throws Error with one sentence: wrong hash, external data, missing input, no native library.
   */
  static async open(
    bytes: Uint8Array,
    record: FileRecord,
    width: number,
    direction: Float32Array,
  ): Promise<Model> {
    checkFile('trunk.onnx', bytes, record);
    if (usesExternalData(bytes)) {
      throw new Error(
        'The model of the pack refers to files outside of the pack, which is refused.',
      );
    }
    const runtime = await loadRuntime();
    const session = await createSession(runtime, bytes);
    checkSignature('input', inputs, session.inputMetadata);
    checkSignature('output', outputs, session.outputMetadata);
    return new Model(runtime, session, width, direction);
  }

  /** Runs one sequence; the result depends on nothing but this sequence. */
  async run({ ids, pooling, segments }: ModelInput): Promise<ModelOutput> {
    const { Tensor } = this.#runtime;
    const result = await this.#session.run({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [ids.length]),
      pooling: new Tensor('float32', pooling, [segments, ids.length]),
      directions: this.#directions,
      offsets: this.#offsets,
    });
    const pooled = floats(result['pooled']);
    const tokenScores = floats(result['token_scores']);
    if (pooled.length !== segments * this.#width) {
      throw new Error('The model of the pack answered with vectors of another width.');
    }
    return { pooled, tokenScores };
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
async function createSession(runtime: Runtime, bytes: Uint8Array): Promise<InferenceSession> {
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
    throw new Error('The model of the pack cannot be loaded by this version.', { cause: error });
  }
}

function checkSignature(
  side: 'input' | 'output',
  expected: Readonly<Record<string, string>>,
  found: readonly InferenceSession.ValueMetadata[],
): void {
  for (const [name, type] of Object.entries(expected)) {
    const value = found.find((candidate) => candidate.name === name);
    if (value === undefined) throw new Error(`The model of the pack has no ${side} ${name}.`);
    if (!value.isTensor || value.type !== type) {
      throw new Error(`The ${side} ${name} of the pack's model is not ${type}.`);
    }
  }
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error('The model of the pack answered without the vectors that it declares.');
}
