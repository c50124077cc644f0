import { readRawTensors, tensorNumbers } from '../pack/read-safetensors.ts';
import { readNpy, type ArrayReading, type NumberArray } from './read-npy.ts';

/** What to take from a file that may hold more than one direction. */
export interface DirectionChoice {
  /** Name of a tensor; null takes the only one. */
  readonly tensor: string | null;
  /** Row of a matrix, from 0; null takes the only row, or that of the pack's layer. */
  readonly row: number | null;
  /** Numbers of a direction, and the layer after which the pack reads the residual stream. */
  readonly width: number;
  readonly layer: number;
}

export type DirectionReading =
  | { readonly kind: 'direction'; readonly direction: Float64Array; readonly what: string }
  /** What is wrong, to be read after the name of the file and 'cannot be imported:'. */
  | { readonly kind: 'problem'; readonly reason: string };

/**
 * The direction in a file of another tool: `.safetensors` or `.npy`. A matrix with one row more than the pack's layer
 * or longer holds a row a layer, the embeddings first, as persona vectors and the `hidden_states` of `transformers`
 * do. Pickled files are refused: reading one may run any program that is in it.
 */
export function readDirection(
  name: string,
  bytes: Uint8Array,
  choice: DirectionChoice,
): DirectionReading {
  if (/\.(pt|pth|bin|pkl|pickle|ckpt)$/i.test(name)) return problem(pickled);
  const reading = /\.npy$/i.test(name)
    ? readNpy(bytes)
    : /\.safetensors$/i.test(name)
      ? readTensor(bytes, choice.tensor)
      : problem('only .safetensors and .npy files are read');
  if (reading.kind === 'problem') return reading;
  return pickRow(reading.array, choice);
}

const pickled =
  "a pickled file can run any program while it is read; convert it with python -c \"import torch, safetensors.torch as s; s.save_file({'direction': torch.load('IN.pt', weights_only=True).float().contiguous()}, 'OUT.safetensors')\"";

function readTensor(bytes: Uint8Array, wanted: string | null): ArrayReading {
  const reading = readRawTensors(bytes);
  if (reading.kind === 'problem') return problem(reading.reason);
  const names = [...reading.tensors.keys()];
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) {
    return problem(`it holds ${names.length} tensors; name one with --tensor`);
  }
  const tensor = reading.tensors.get(name);
  if (tensor === undefined) return problem('it has no tensor of that name');
  return { kind: 'array', array: { shape: tensor.shape, numbers: tensorNumbers(tensor) } };
}

function pickRow({ shape, numbers }: NumberArray, choice: DirectionChoice): DirectionReading {
  const { width, layer } = choice;
  if (shape.at(-1) !== width || shape.length > 2) {
    return problem(`its shape is [${shape.join(', ')}], not [${width}] or [rows, ${width}]`);
  }
  const rows = numbers.length / width;
  const row = choice.row ?? (rows === 1 ? 0 : rows > layer ? layer : -1);
  if (row < 0) return problem(`it holds ${rows} rows; choose one with --row`);
  if (row >= rows) return problem(`it holds ${rows} rows, so there is no row ${row}`);
  const direction = numbers.slice(row * width, (row + 1) * width);
  if (!direction.every(Number.isFinite) || direction.every((value) => value === 0)) {
    return problem('its direction is zero or has numbers that are not finite');
  }
  const what = rows === 1 ? 'its direction' : `row ${row} of ${rows}`;
  return { kind: 'direction', direction, what };
}

function problem(reason: string): { readonly kind: 'problem'; readonly reason: string } {
  return { kind: 'problem', reason };
}
