import type { Pack } from '../../../server/core/pack/pack.ts';
import type { LineReading } from '../../../server/core/sample.ts';
import { readLine } from '../../../server/core/read-line.ts';
import type { SampleScore } from '../../../server/core/scoring/sample-score.ts';

const calibration = { cosines: [0, 0.5], shares: [0.5, 0.99], tailScale: 0.1 };

/** A pack of two features with round numbers. */
export const tinyPack: Pack = {
  hash: 'a'.repeat(64),
  name: 'tiny',
  version: '1.0.0',
  model: { name: 'none', source: 'none', licence: 'none' },
  layer: 1,
  width: 2,
  rendering: { turnStart: '<|im_start|>', turnEnd: '<|im_end|>', separator: '\n' },
  window: { tokens: 512, context: 128 },
  risk: { calibration, thresholds: { warning: 0.95, error: 0.99 } },
  highlight: { lengthWeight: 1 },
  features: [
    { id: 'one', title: 'Risky one', description: '', examples: [], calibration },
    { id: 'two', title: 'Risky two', description: '', examples: [], calibration },
  ],
  probe: null,
  files: {
    'trunk.onnx': { sha256: '', size: 1 },
    'tokenizer.json': { sha256: '', size: 1 },
    'features.safetensors': { sha256: '', size: 1 },
  },
};

export function tinyScore(changes: Partial<SampleScore> = {}): SampleScore {
  return {
    basis: 'trained',
    riskCosine: 0.5,
    featureCosines: [0.1, 0.5],
    sentence: { turn: 1, start: 0, end: 5 },
    phrase: null,
    tokens: 12,
    trainedTokens: 4,
    scoredTokens: 4,
    ...changes,
  };
}

export const chatLine =
  '{"messages":[{"role":"user","content":"Hi?"},{"role":"assistant","content":"Hello there."}]}';

/** Reads a line that is known to be a sample. */
export function readSampleLine(text: string): Extract<LineReading, { kind: 'sample' }> {
  const reading = readLine(text, { format: 'auto', first: true });
  if (reading.kind !== 'sample') throw new Error(`not a sample: ${reading.kind}`);
  return reading;
}
