import type { Calibration, Feature, Pack } from '../../../server/core/pack/pack.ts';
import type {
  EngineDirections,
  EngineFeatures,
  EngineLatents,
} from '../../../server/scan/scanner.ts';

/** A cosine from -0.5 to 0.5 has the share cosine + 0.5. */
export const straight: Calibration = {
  cosines: [-0.5, 0.5],
  shares: [1e-6, 1 - 1e-6],
  tailScale: 0.1,
};

/** For a pack that has no latents. */
export const noLatents: EngineLatents = {
  load: () => Promise.reject(new Error('This pack has no latents.')),
  decoder: () => Promise.resolve(null),
  shown: null,
};

/** For a pack whose directions are those of the first axes. */
export const straightDirections: EngineDirections = {
  load: () => Promise.resolve(Float32Array.from({ length: 12 }, (_, at) => (at % 5 === 0 ? 1 : 0))),
};

/** For a pack that knows nothing of features of one's own. */
export const noFeatures: EngineFeatures = {
  space: () => Promise.reject(new Error('This pack has no ordinary samples.')),
  reference: () => Promise.reject(new Error('This pack has no reference.')),
  keywords: () => Promise.resolve(null),
};

/** A pack without a model, with so many features. */
export function tinyPack(features: number): Pack {
  const file = { sha256: '0'.repeat(64), size: 1 };
  return {
    hash: 'a'.repeat(64),
    name: 'tiny',
    version: '0.0.1',
    model: { name: 'Tiny', source: 'nowhere', licence: 'MIT' },
    layer: 1,
    width: 4,
    rendering: { turnStart: '<', turnEnd: '>', separator: '\n' },
    window: { tokens: 64, context: 16 },
    risk: {
      calibration: straight,
      thresholds: { warning: 0.9, error: 0.95 },
    },
    highlight: { lengthWeight: 1 },
    probe: null,
    features: Array.from({ length: features }, (_, index) => feature(index)),
    files: { 'trunk.onnx': file, 'tokenizer.json': file, 'features.safetensors': file },
  };
}

function feature(index: number): Feature {
  return {
    id: `feature-${index}`,
    title: `Feature ${index}`,
    description: `What feature ${index} means.`,
    examples: [`an example of ${index}`],
    calibration: straight,
  };
}
