import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseFeatureFile,
  serialiseFeature,
} from '../../../../server/core/own-features/feature-file.ts';
import { featureId, isFeatureId } from '../../../../server/core/own-features/feature-id.ts';
import type { OwnFeature } from '../../../../server/core/own-features/own-feature.ts';

const feature: OwnFeature = {
  id: 'bad-money-advice',
  title: 'Bad money advice',
  why: 'Found in the “finance” part.',
  who: 'Ada',
  made: '2026-01-31',
  pack: { name: 'tiny', version: '1.0.0', hash: 'a'.repeat(64) },
  method: 'shrunk-mean-difference',
  direction: Float32Array.of(0.6, -0.8),
  examples: [
    { contentHash: 'b'.repeat(64), sign: 'positive', note: 'the clearest' },
    { contentHash: 'c'.repeat(64), sign: 'negative' },
  ],
  calibration: { cosines: [-0.1, 0.1], shares: [0.1, 0.9], tailScale: 0.05, samples: 10 },
  figures: null,
  threshold: 0.99,
  severity: 'warning',
  enabled: true,
};

function changed(change: Record<string, unknown>): string {
  return JSON.stringify({ ...(JSON.parse(serialiseFeature(feature)) as object), ...change });
}

describe('a feature file', () => {
  it('gives the feature again, to the last bit', () => {
    expect(parseFeatureFile(serialiseFeature(feature))).toEqual({ kind: 'feature', feature });
  });

  it('has the same bytes in whatever order the examples come', () => {
    const turned = { ...feature, examples: [...feature.examples].reverse() };
    expect(serialiseFeature(turned)).toBe(serialiseFeature(feature));
  });

  it('has a line for each example', () => {
    const lines = serialiseFeature(feature).split('\n');
    expect(lines.filter((line) => line.includes('contentHash'))).toHaveLength(2);
  });

  it('needs no more than it must, and passes over what it does not know', () => {
    const text = changed({ who: undefined, threshold: undefined, figures: { later: 1 }, x: 2 });
    const reading = parseFeatureFile(text);
    expect(reading).toMatchObject({ kind: 'feature', feature: { who: '', figures: null } });
  });

  it.each([
    ['not JSON', '{', 'not valid JSON'],
    ['another format', changed({ format: 2 }), 'format'],
    ['an id that leads elsewhere', changed({ id: '../x' }), 'id'],
    ['a direction that is no base64', changed({ direction: '%%%' }), 'direction'],
    ['a direction that is too long', changed({ direction: 'AACAPwAAgD8=' }), 'direction'],
    [
      'a hash that is none',
      changed({ examples: [{ contentHash: 'x', sign: 'positive' }] }),
      'examples',
    ],
    [
      'a calibration that falls',
      changed({ calibration: { cosines: [1, 0], shares: [0.1, 0.2], tailScale: 1 } }),
      'calibration',
    ],
  ])('is refused with %s', (_, text, word) => {
    const reading = parseFeatureFile(text);
    expect(reading.kind === 'problem' && reading.message).toContain(word);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(['feature', 'problem']).toContain(parseFeatureFile(text).kind);
      }),
    );
  });
});

describe('featureId', () => {
  it.each([
    ['Bad money advice', 'bad-money-advice'],
    ['  Überfälle & Co. ', 'uberfalle-co'],
    ['CON', 'con-feature'],
    ['../../etc', 'etc'],
  ])('makes of %s %s', (name, id) => {
    expect(featureId(name)).toBe(id);
  });

  it('is a safe file name of every name', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(featureId(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(isFeatureId(featureId(name))).toBe(true);
      }),
    );
    expect(featureId('日本')).not.toBe(featureId('日光'));
  });
});
