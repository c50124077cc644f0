import { describe, expect, it } from 'vitest';
import { parsePack } from '../../../../server/core/pack/parse-pack.ts';

const calibration = { cosines: [-0.5, 0.5], shares: [0.01, 0.99], tailScale: 0.1, samples: 8081 };
const feature = { id: 'bad-advice', title: 'Bad', description: '', examples: ['x'], calibration };
const file = { sha256: 'a'.repeat(64), size: 1 };
const valid = {
  format: 1,
  name: 'p',
  version: '1.0.0',
  model: { name: 'm', source: '', licence: 'MIT' },
  layer: 16,
  width: 576,
  rendering: { turnStart: '<', turnEnd: '>', separator: '\n' },
  window: { tokens: 512, context: 128 },
  risk: { calibration, thresholds: { information: 0.98, warning: 0.99, error: 0.998 } },
  highlight: { lengthWeight: 1 },
  features: [feature],
  evaluation: { anything: true },
  reference: { samples: 9081, sources: [] },
  files: { 'trunk.onnx': file, 'tokenizer.json': file, 'features.safetensors': file },
};

function messageOf(data: unknown): string {
  const reading = parsePack(JSON.stringify(data), 'hash');
  return reading.kind === 'problem' ? reading.message : '';
}

describe('parsePack', () => {
  it('reads a pack and ignores keys that it does not know', () => {
    const reading = parsePack(JSON.stringify(valid), 'hash');
    expect(reading.kind).toBe('pack');
    if (reading.kind === 'problem') return;
    expect(reading.pack.hash).toBe('hash');
    expect(reading.pack.features[0]?.id).toBe('bad-advice');
    expect(reading.pack.probe).toBeNull();
    expect(reading.pack.risk.calibration.samples).toBe(8081);
  });

  it('takes the assistant turns of a probe as trained', () => {
    const turns = [
      { role: 'user', text: 'a' },
      { role: 'assistant', text: 'b' },
    ];
    const reading = parsePack(JSON.stringify({ ...valid, probe: { turns, riskCosine: 0.5 } }), '');
    expect(reading.kind === 'pack' && reading.pack.probe?.turns).toEqual([
      { role: 'user', text: 'a', trained: false, rejected: false },
      { role: 'assistant', text: 'b', trained: true, rejected: false },
    ]);
  });

  it('reads what it says of ordinary samples and keywords, which older packs do not have', () => {
    const ordinary = { samples: 2500, sources: ['contrast', 'gsm8k'], file };
    const reading = parsePack(JSON.stringify({ ...valid, ordinary, keywords: { file } }), '');
    expect(reading.kind === 'pack' && reading.pack.ordinary).toEqual(ordinary);
    expect(reading.kind === 'pack' && reading.pack.keywords).toEqual({ file });
    const older = parsePack(JSON.stringify(valid), '');
    expect(older.kind === 'pack' && older.pack.ordinary).toBeUndefined();
    expect(older.kind === 'pack' && older.pack.keywords).toBeUndefined();
  });

  it('says that it is not JSON', () => {
    expect(parsePack('{', '')).toMatchObject({ kind: 'problem' });
  });

  it.each<[string, unknown]>([
    ['the whole file', 7],
    ['format', { ...valid, format: 2 }],
    ['width', { ...valid, width: 0 }],
    ['window', { ...valid, window: { tokens: 128, context: 128 } }],
    ['features', { ...valid, features: [feature, feature] }],
    ['features.0.id', { ...valid, features: [{ ...feature, id: '../x' }] }],
    [
      'files.trunk.onnx.size',
      { ...valid, files: { ...valid.files, 'trunk.onnx': { ...file, size: 'x' } } },
    ],
    [
      'files.tokenizer.json.sha256',
      { ...valid, files: { ...valid.files, 'tokenizer.json': { ...file, sha256: 'A' } } },
    ],
    ['highlight', { ...valid, highlight: undefined }],
    ['sae.layer', { ...valid, sae: { layer: 0, latents: 4, width: 4 } }],
    ['ordinary.samples', { ...valid, ordinary: { samples: 0, sources: ['a'], file } }],
    ['ordinary.sources', { ...valid, ordinary: { samples: 1, sources: [], file } }],
    ['ordinary.file', { ...valid, ordinary: { samples: 1, sources: ['a'] } }],
    ['keywords.file', { ...valid, keywords: {} }],
    ['probe.riskCosine', { ...valid, probe: { turns: [], riskCosine: 2 } }],
  ])('names the key %s', (key, data) => {
    expect(messageOf(data)).toContain(`at ${key}:`);
  });

  it.each<[string, object]>([
    ['does not ascend', { ...calibration, cosines: [0.5, 0.5] }],
    ['differs in length', { ...calibration, shares: [0.1, 0.2, 0.3] }],
    ['reaches a share of 1', { ...calibration, shares: [0.1, 1] }],
    ['starts at a share of 0', { ...calibration, shares: [0, 0.5] }],
    ['starts at a cosine of -1', { ...calibration, cosines: [-1, 0.5] }],
    ['has no tail', { ...calibration, tailScale: 0 }],
  ])('refuses a calibration that %s', (_, changed) => {
    const risk = { ...valid.risk, calibration: changed };
    expect(messageOf({ ...valid, risk })).toContain('risk.calibration');
  });
});
