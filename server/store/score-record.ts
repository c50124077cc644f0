import type { LatentActivation, SampleScore, TurnRange } from '../core/scoring/sample-score.ts';
import {
  quantisedSize,
  type QuantisedVector,
  type SampleVectors,
} from '../core/scoring/sample-vectors.ts';

/**
 * A score as bytes, all numbers little-endian: the risk cosine and the feature cosines as float64, then as
 * int32 the basis (0 trained, 1 display), turn, start and end of sentence and phrase (turn -1: none), and
 * the three token counts. With latents, their ids as int32 (-1: none) and activations as float32 follow.
 * With vectors, that of the answer and that of the prompt follow, each as a float32 scale and int8 numbers; a
 * scale of -1 means that there is no prompt. Doubles are kept exactly.
 */
const integers = 10;

/** What records of a store have room for. */
export interface RecordShape {
  readonly features: number;
  /** Latents of a sample; 0 where none are kept. */
  readonly latents: number;
  /** Width of the sample's vectors; 0 where none are kept. */
  readonly vectors: number;
}

/** Bytes of one score. */
export function recordSize(shape: RecordShape): number {
  const { vectors } = shape;
  return vectorsStart(shape) + (vectors === 0 ? 0 : 2 * quantisedSize(vectors));
}

function vectorsStart({ features, latents }: RecordShape): number {
  return 8 * (1 + features) + 4 * integers + 8 * latents;
}

/** Writes a score at `offset`; it must have as many features as the record has room for. */
export function writeRecord(
  bytes: DataView,
  offset: number,
  shape: RecordShape,
  score: SampleScore,
): void {
  let at = offset;
  bytes.setFloat64(at, score.riskCosine, true);
  for (const cosine of score.featureCosines) bytes.setFloat64((at += 8), cosine, true);
  at += 8;
  const numbers = [
    score.basis === 'trained' ? 0 : 1,
    ...rangeNumbers(score.sentence),
    ...rangeNumbers(score.phrase),
    score.tokens,
    score.trainedTokens,
    score.scoredTokens,
  ];
  for (const [index, number] of numbers.entries()) bytes.setInt32(at + 4 * index, number, true);
  at += 4 * integers;
  for (let index = 0; index < shape.latents; index += 1) {
    const latent = score.latents?.[index];
    bytes.setInt32(at + 8 * index, latent?.id ?? -1, true);
    bytes.setFloat32(at + 8 * index + 4, latent?.activation ?? 0, true);
  }
  if (shape.vectors === 0 || score.vectors === undefined) return;
  const vectorsAt = offset + vectorsStart(shape);
  writeVector(bytes, vectorsAt, score.vectors.answer);
  writeVector(bytes, vectorsAt + quantisedSize(shape.vectors), score.vectors.prompt);
}

export function readRecord(bytes: DataView, offset: number, shape: RecordShape): SampleScore {
  const { features, latents } = shape;
  const featureCosines: number[] = [];
  for (let index = 1; index <= features; index += 1) {
    featureCosines.push(bytes.getFloat64(offset + 8 * index, true));
  }
  const at = offset + 8 * (1 + features);
  const integer = (index: number): number => bytes.getInt32(at + 4 * index, true);
  const range = (index: number): TurnRange | null =>
    integer(index) < 0
      ? null
      : { turn: integer(index), start: integer(index + 1), end: integer(index + 2) };
  return {
    basis: integer(0) === 0 ? 'trained' : 'display',
    riskCosine: bytes.getFloat64(offset, true),
    featureCosines,
    sentence: range(1),
    phrase: range(4),
    tokens: integer(7),
    trainedTokens: integer(8),
    scoredTokens: integer(9),
    ...(latents > 0 && { latents: readLatents(bytes, at + 4 * integers, latents) }),
    ...(shape.vectors > 0 && { vectors: readVectors(bytes, offset, shape) }),
  };
}

/** The vectors of a record alone, as views of its bytes; the record must have some. */
export function readVectors(bytes: DataView, offset: number, shape: RecordShape): SampleVectors {
  const at = offset + vectorsStart(shape);
  const answer = readVector(bytes, at, shape.vectors);
  const prompt = readVector(bytes, at + quantisedSize(shape.vectors), shape.vectors);
  return { answer, prompt: prompt.scale < 0 ? null : prompt };
}

function writeVector(bytes: DataView, at: number, vector: QuantisedVector | null): void {
  bytes.setFloat32(at, vector?.scale ?? -1, true);
  if (vector !== null) numbersAt(bytes, at, vector.values.length).set(vector.values);
}

function readVector(bytes: DataView, at: number, width: number): QuantisedVector {
  return { scale: bytes.getFloat32(at, true), values: numbersAt(bytes, at, width) };
}

function numbersAt({ buffer, byteOffset }: DataView, at: number, width: number): Int8Array {
  return new Int8Array(buffer, byteOffset + at + 4, width);
}

function readLatents(bytes: DataView, at: number, count: number): LatentActivation[] {
  return Array.from({ length: count }, (_, index) => ({
    id: bytes.getInt32(at + 8 * index, true),
    activation: bytes.getFloat32(at + 8 * index + 4, true),
  })).filter(({ id }) => id >= 0);
}

function rangeNumbers(range: TurnRange | null): [number, number, number] {
  return range === null ? [-1, 0, 0] : [range.turn, range.start, range.end];
}
