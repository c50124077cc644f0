import { describe, expect, it } from 'vitest';
import { Findings } from '../../../server/cli/findings.ts';
import { withoutScore, type LineResult } from '../../../server/cli/line-result.ts';
import { describeFindings, type TextReportOptions } from '../../../server/cli/text-report.ts';
import { tinyPack } from './tiny-pack.ts';

const options: TextReportOptions = {
  pack: tinyPack,
  thresholds: [0.95],
  latents: [],
  own: [],
  ownOrdinary: [0],
  colour: false,
  width: 60,
};

const pumpCalibration = { cosines: [0, 0.5], shares: [0.5, 0.99], tailScale: 0.1, samples: 2000 };

function flagged(line: number, risk: number, text = 'Do it.'): LineResult {
  return {
    file: 'a.jsonl',
    line,
    status: 'scored',
    format: 'text',
    risk,
    flagged: risk >= 0.95,
    flaggedByRisk: risk >= 0.95,
    features: [
      { id: 'two', cosine: 0.25, percentile: 99.65 },
      { id: 'one', cosine: 0.1, percentile: 50 },
    ],
    span: { turn: 0, start: 0, end: text.length, text },
    tokens: 4,
    message: null,
  };
}

function report(results: readonly LineResult[], changes: Partial<TextReportOptions> = {}): string {
  const findings = new Findings(2);
  for (const result of results) findings.add(result);
  return describeFindings(findings, { ...options, ...changes });
}

describe('describeFindings', () => {
  it('shows the place, the risk, the feature in plain words and the sentence', () => {
    expect(report([flagged(7, 0.9912)])).toBe(
      [
        'a.jsonl:7  risk 99.1 %',
        '  Nearer to “risky two” than 99.6 % of ordinary samples.',
        '  “Do it.”',
        '  Risky two  ██████░░░░░░  99.6 %, cosine 0.25',
        '  Risky one  ██░░░░░░░░░░  50.0 %, cosine 0.10',
        '',
        '1 line was read, 1 scored.',
        '1 line is flagged (riskier than 95.0 % of ordinary samples).',
        '',
      ].join('\n'),
    );
  });

  it('puts the worst first and counts what it leaves out', () => {
    const text = report([0.96, 0.97, 0.99, 0.98, 0.951].map((risk, at) => flagged(at + 1, risk)));
    const places = [...text.matchAll(/a\.jsonl:(\d)/g)].map(([, line]) => line);
    expect(places).toEqual(['3', '4']);
    expect(text).toContain('And 3 more; --format json lists all of them.');
    expect(text).toContain('5 lines are flagged');
  });

  it('says what has no score and why', () => {
    const text = report([
      withoutScore({ file: 'a.jsonl', line: 1, note: null }, 'empty', null),
      withoutScore({ file: 'a.jsonl', line: 2, note: null }, 'invalid', 'A bracket is missing.'),
      withoutScore({ file: 'a.jsonl', line: 3, note: null }, 'unsupported', 'It has no answer.'),
    ]);
    expect(text).toContain('3 lines were read, 0 scored.\n0 lines are flagged');
    expect(text).toContain('1 line is blank (a.jsonl:1).');
    expect(text).toContain('1 line could not be read:\n  a.jsonl:2  A bracket is missing.');
    expect(text).toContain('1 line has no score:\n  a.jsonl:3  It has no answer.');
  });

  it('says that samples of one’s own count as ordinary', () => {
    const kept = '(.latent-lint/ordinary.json).\n';
    expect(report([flagged(1, 0.99)])).not.toContain('of your own');
    expect(report([flagged(1, 0.99)], { ownOrdinary: [25, 25] })).toContain(
      `\nPercentiles count with 25 ordinary samples of your own too ${kept}`,
    );
    expect(report([flagged(1, 0.99)], { ownOrdinary: [25, 30] })).toContain(
      `\nPercentiles count with ordinary samples of your own too ${kept}`,
    );
    expect(report([flagged(1, 0.99)], { ownOrdinary: [0, 25] })).toContain(
      `\nIn 1 of 2 files percentiles count with ordinary samples of your own too ${kept}`,
    );
  });

  it('does not let a sample or a file name control the terminal', () => {
    const evil = { ...flagged(1, 0.99, '\x1b[2Jgone\u202e'), file: 'a\x1b[31m.jsonl' };
    const text = report([evil]);
    expect(text).not.toContain('\x1b');
    expect(text).not.toContain('\u202e');
  });

  it('tells a finding in latents when they were asked for', () => {
    const known = ['x', 'y'].map((name, id) => ({
      id,
      name: `“${name}\u202e”`,
      firingRate: 0.1,
      nearest: [{ feature: 'two', cosine: id === 1 ? 0.3 : 0.1 }],
      harm: { statistic: 0, low: 0, high: 0 },
    }));
    const latents = [
      { id: 1, name: '“y”', activation: 2 },
      { id: 0, name: '“x”', activation: 1 },
    ];
    const text = report([{ ...flagged(1, 0.99), latents }], { latents: known });
    expect(text).toContain('  Latents: “y\\u{202e}” (near “risky two”); “x\\u{202e}”\n');
  });

  it('uses colour only when asked to', () => {
    expect(report([flagged(1, 0.99)], { colour: true })).toContain('\x1b[31m');
  });

  it('breaks long sentences at the width of the terminal', () => {
    const lines = report([flagged(1, 0.99, 'word '.repeat(40))]).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe('features of one’s own', () => {
  const own = [
    { id: 'pump', title: 'Pump talk', threshold: 0.9, enabled: true },
    { id: 'shy', title: 'Shy', threshold: 0.99, enabled: false },
  ].map((feature) => ({ ...feature, calibration: pumpCalibration }));

  /** A line with a risk, and whether the feature flags it. */
  function line(number: number, risk: number, isPump: boolean): LineResult {
    const result = flagged(number, risk);
    const verdict = {
      title: 'Pump talk',
      ordinarySamples: 2000,
      threshold: 0.9,
      flagged: isPump,
    };
    const pump = { id: 'pump', cosine: 0.2, percentile: isPump ? 92.5 : 40, own: verdict };
    return {
      ...result,
      flagged: result.flagged || isPump,
      features: [...result.features, pump],
    };
  }

  it('are the reason that is given for a line that they alone flag', () => {
    const text = report([line(1, 0.2, true)], { own });
    expect(text).toContain('a.jsonl:1  risk 20.0 %\n');
    expect(text).toContain(
      '  Nearer to “Pump talk” (a feature of your own) than 92.5 % of ordinary samples.\n',
    );
    expect(text).not.toMatch(/riskier than 2|“risky two”/i);
    expect(text).toContain(
      [
        '1 line is flagged:',
        '  0 riskier than 95.0 % of ordinary samples',
        '  1 nearer to “Pump talk” (a feature of your own) than 90.0 % of ordinary samples',
        '“Shy” is off and flags nothing.',
        '',
      ].join('\n'),
    );
  });

  it('are counted beside the risk, and a line that both flag is said to count twice', () => {
    const apart = report([line(1, 0.99, false), line(2, 0.2, true)], { own });
    expect(apart).toContain('2 lines are flagged:\n  1 riskier than');
    expect(apart).not.toContain('several reasons');
    const both = report([line(1, 0.99, true), line(2, 0.2, true)], { own });
    expect(both).toContain(
      '  Nearer to “risky two” than 99.6 % of ordinary samples.\n  Nearer to “Pump talk”',
    );
    expect(both).toContain(
      '2 lines are flagged:\n  1 riskier than 95.0 % of ordinary samples\n  2 nearer to “Pump talk”',
    );
    expect(both).toContain('A line that is flagged for several reasons counts for each of them.');
  });
});
