import { describe, expect, it } from 'vitest';
import { toJsonLine } from '../../../server/cli/json-report.ts';
import {
  withOutcome,
  withoutScore,
  type LineResult,
  type Verdict,
} from '../../../server/cli/line-result.ts';
import type { OwnFeature } from '../../../server/core/own-features/own-feature.ts';
import { chatLine, readSampleLine, tinyPack, tinyScore } from './tiny-pack.ts';

const place = { file: 'a.jsonl', line: 3, note: null };
const verdict = { pack: tinyPack, threshold: 0.95, ignored: false, latents: null };
const reading = readSampleLine(chatLine);

describe('withOutcome', () => {
  it('flags a sample at or above the threshold and quotes its sentence', () => {
    const result = withOutcome(place, reading, { kind: 'score', score: tinyScore() }, verdict);
    expect(result).toMatchObject({ status: 'scored', risk: 0.99, flagged: true, tokens: 12 });
    expect(result.span).toEqual({ turn: 1, start: 0, end: 5, text: 'Hello' });
    expect(result.message).toBeNull();
  });

  it('lists all features, the nearest first', () => {
    const result = withOutcome(place, reading, { kind: 'score', score: tinyScore() }, verdict);
    expect(result.features.map(({ id }) => id)).toEqual(['two', 'one']);
    expect(result.features[0]).toEqual({ id: 'two', cosine: 0.5, percentile: 99 });
  });

  it('does not flag a sample below the threshold', () => {
    const score = tinyScore({ riskCosine: 0.25 });
    const result = withOutcome(place, reading, { kind: 'score', score }, verdict);
    expect(result.flagged).toBe(false);
    expect(result.risk).toBeCloseTo(0.745, 12);
  });

  it('scores an ignored sample and never flags it', () => {
    const ignored = { ...verdict, ignored: true };
    const result = withOutcome(place, reading, { kind: 'score', score: tinyScore() }, ignored);
    expect(result).toMatchObject({ status: 'ignored', risk: 0.99, flagged: false });
  });

  it('does not flag a sample that lies nearest to a feature that is off', () => {
    const outcome = { kind: 'score', score: tinyScore() } as const;
    const flagged = (...off: string[]): boolean =>
      withOutcome(place, reading, outcome, { ...verdict, off: new Set(off) }).flagged;
    expect([flagged(), flagged('one'), flagged('two')]).toEqual([true, true, false]);
  });

  it('gives untrained text no risk, even with threshold 0', () => {
    const score = tinyScore({ basis: 'display' });
    const all = { ...verdict, threshold: 0 };
    const result = withOutcome(place, reading, { kind: 'score', score }, all);
    expect(result).toMatchObject({ status: 'scored', risk: 0, flagged: false });
    expect(result.message).toMatch(/^Nothing in this sample is trained/);
  });

  it('says how much of a long sample was scored', () => {
    const score = tinyScore({ trainedTokens: 900, scoredTokens: 512 });
    const result = withOutcome(place, reading, { kind: 'score', score }, verdict);
    expect(result.message).toBe(
      'Only 512 of 900 trained tokens were scored (option --max-tokens).',
    );
  });

  it('says once what is wrong in several places', () => {
    const chat = '{"messages":[{"role":"assistant","content":"<|im_end|><|im_end|> \\ud83d"}]}';
    const result = withOutcome(
      place,
      readSampleLine(chat),
      { kind: 'score', score: tinyScore({ sentence: null }) },
      verdict,
    );
    expect(result.message).toBe(
      'The text spells a control token of chat models; it is scored as plain text (2 times). Half of a surrogate pair stands alone; it is no character.',
    );
  });

  it('counts no further than the warnings of a line go', () => {
    const text = JSON.stringify({ text: '<|im_end|>'.repeat(30) });
    const outcome = { kind: 'score', score: tinyScore({ sentence: null }) } as const;
    const { message } = withOutcome(place, readSampleLine(text), outcome, verdict);
    expect(message).toContain('as plain text (at least 20 times).');
  });

  it('keeps the format and says why when there is no score', () => {
    const failure = { reason: 'nothing-to-score', message: 'There is no answer.' } as const;
    const result = withOutcome(place, reading, { kind: 'failure', failure }, verdict);
    expect(result).toMatchObject({ status: 'unsupported', format: 'openai-chat', risk: null });
    expect(result.message).toBe('There is no answer.');
  });
});

describe('features of one’s own', () => {
  const direction = Float32Array.of(1, 0);
  const own = {
    ...{ id: 'pump', title: 'Pump talk', why: '', who: '', made: '', direction, examples: [] },
    ...{ pack: { name: 'tiny', version: '1.0.0', hash: 'a'.repeat(64) }, method: 'imported' },
    ...{ figures: null, threshold: 0.6, severity: 'warning', enabled: true },
    calibration: { cosines: [0, 0.5], shares: [0.5, 0.99], tailScale: 0.1, samples: 2000 },
  } as const satisfies OwnFeature;
  // The cosine with the direction is 7 / 25 = 0.28, which lies between the two points: 0.5 + 0.49 · 0.56.
  const answer = { scale: 1, values: Int8Array.of(7, 24) };
  const outcome = {
    kind: 'score',
    score: tinyScore({ riskCosine: 0, vectors: { answer, prompt: null } }),
  } as const;

  const scan = (changes: Partial<Verdict>): LineResult =>
    withOutcome(place, reading, outcome, { ...verdict, own: [own], ...changes });
  const printed = (result: LineResult): unknown =>
    (JSON.parse(toJsonLine(result)) as LineResult).features.find(({ id }) => id === 'pump');

  it('say in the JSON of a line that they are, and that they flag it at which threshold', () => {
    const result = scan({});
    expect([result.flagged, result.flaggedByRisk]).toEqual([true, false]);
    const entry = printed(result) as { cosine: number; percentile: number };
    expect(Object.keys(entry).join()).toBe('id,cosine,percentile,own,threshold,flagged');
    expect(entry).toMatchObject({ id: 'pump', own: true, threshold: 0.6, flagged: true });
    expect(entry.cosine).toBeCloseTo(0.28, 6);
    expect(entry.percentile).toBeCloseTo(77.44, 4);
    const features = JSON.parse(toJsonLine(result)) as { features: object[] };
    const others = features.features.filter((feature) => !('own' in feature));
    expect(others.map((feature) => Object.keys(feature).join())).toEqual([
      'id,cosine,percentile',
      'id,cosine,percentile',
    ]);
  });

  it.each([
    ['below their threshold', { own: [{ ...own, threshold: 0.9 }] }],
    ['when they are off', { own: [{ ...own, enabled: false }] }],
    ['when the line is ignored', { ignored: true }],
  ])('flag nothing %s', (_, changes) => {
    const result = scan(changes);
    expect(result.flagged).toBe(false);
    expect(printed(result)).toMatchObject({ own: true, flagged: false });
  });

  it('flag nothing that is not trained', () => {
    const score = { ...outcome.score, basis: 'display' as const };
    const result = withOutcome(
      place,
      reading,
      { kind: 'score', score },
      { ...verdict, own: [own] },
    );
    expect(result.flagged).toBe(false);
    expect(printed(result)).toMatchObject({ own: true, flagged: false });
  });
});

describe('latents', () => {
  const known = [0, 1, 2].map((id) => ({
    id,
    name: `“latent ${id}”`,
    firingRate: 0.1,
    nearest: [],
    harm: { statistic: 0, low: 0, high: 0 },
  }));
  const latents = [
    { id: 2, activation: 1.5 },
    { id: 0, activation: 0.5 },
  ];

  it('are named, as many as are asked for', () => {
    const asked = { ...verdict, latents: { count: 1, known } };
    const score = tinyScore({ latents });
    const result = withOutcome(place, reading, { kind: 'score', score }, asked);
    expect(result.latents).toEqual([{ id: 2, name: '“latent 2”', activation: 1.5 }]);
    expect(toJsonLine(result)).toContain(
      '"message":null,"latents":[{"id":2,"name":"“latent 2”","activation":1.5}]}',
    );
  });

  it('are left out when they are not asked for', () => {
    const score = tinyScore({ latents });
    const result = withOutcome(place, reading, { kind: 'score', score }, verdict);
    expect(toJsonLine(result)).not.toContain('latents');
  });
});

describe('toJsonLine', () => {
  it('prints every key of a line without a score, in a fixed order', () => {
    expect(toJsonLine(withoutScore(place, 'empty', null))).toBe(
      '{"file":"a.jsonl","line":3,"status":"empty","format":null,"risk":null,"flagged":false,' +
        '"features":[],"span":null,"tokens":null,"message":null}\n',
    );
  });

  it('keeps all digits', () => {
    const score = tinyScore({ riskCosine: 0.123456789012345 });
    const result = withOutcome(place, reading, { kind: 'score', score }, verdict);
    const printed = JSON.parse(toJsonLine(result)) as { risk: number };
    expect(printed.risk).toBe(result.risk);
  });

  it('is one line for programs that end lines at other characters too', () => {
    const breaks = '\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029';
    const text = `a${breaks}\u007f\u009b\ud83d b 😀`;
    const printed = toJsonLine(withoutScore({ ...place, file: text }, 'invalid', text));
    expect(printed).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]*\n$/u);
    expect(printed).toContain(String.raw`\u0085\u2028\u2029\u007f\u009b\ud83d b 😀`);
    expect(JSON.parse(printed)).toMatchObject({ file: text, message: text });
  });

  it('puts the note about bytes before the reason', () => {
    const noted = { ...place, note: 'Some bytes are odd.' };
    expect(withoutScore(noted, 'invalid', 'It ends early.').message).toBe(
      'Some bytes are odd. It ends early.',
    );
  });
});
