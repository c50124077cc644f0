import { describe, expect, it } from 'vitest';
import { toJsonLine } from '../../../server/cli/json-report.ts';
import { withOutcome, withoutScore } from '../../../server/cli/line-result.ts';
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
