import type { OwnFeature } from '../../../../server/core/own-features/own-feature.ts';
import { straight, tinyPack } from '../../scan/tiny-pack.ts';

/** A feature of one's own along the first axis of the tiny pack: the cosine is how much of it a sample has. */
export function madeFeature(id: string, change: Partial<OwnFeature> = {}): OwnFeature {
  const { name, version, hash } = tinyPack(2);
  return {
    id,
    title: id,
    why: '',
    who: '',
    made: '2026-01-31',
    pack: { name, version, hash },
    method: 'imported',
    direction: Float32Array.of(1, 0, 0, 0),
    examples: [],
    calibration: { ...straight, samples: 1000 },
    figures: null,
    threshold: 0.99,
    severity: 'warning',
    enabled: true,
    ...change,
  };
}
