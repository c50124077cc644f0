import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreementTable,
  correlationEstimate,
  kappaEstimate,
} from '../../../../server/core/exchange/agreement-table.ts';
import { readCsv } from '../../../../server/core/exchange/read-csv.ts';
import { readScores } from '../../../../server/core/exchange/read-scores.ts';

describe('readCsv', () => {
  it('reads quotes, line breaks in them, and all line ends', () => {
    const text = '\uFEFFa,b\r\n"x, ""y""\n",2\n\n,\r3,';
    expect([...readCsv(text)]).toEqual([
      ['a', 'b'],
      ['x, "y"\n', '2'],
      ['', ''],
      ['3', ''],
    ]);
  });

  it('gives again whatever was written with quotes', () => {
    const records = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }));
    fc.assert(
      fc.property(records, (rows) => {
        const quote = (field: string): string => `"${field.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quote).join(',')).join('\n');
        expect([...readCsv(text)]).toEqual(rows);
      }),
    );
  });
});

describe('readScores', () => {
  const hash = 'ab'.repeat(32);

  it('reads CSV with any separator, and JSONL', () => {
    const wanted = { kind: 'scores', scores: [{ line: 3, contentHash: null, score: 0.5 }] };
    expect(readScores('a.csv', 'Line,judge,Score\n3,gpt,0.5\n')).toMatchObject(wanted);
    expect(readScores('a.csv', 'score;line\n0.5;3')).toMatchObject(wanted);
    expect(readScores('a.tsv', 'score\tline\n0.5\t3')).toMatchObject(wanted);
    expect(readScores('a.jsonl', '{"line":3,"score":0.5}\n')).toMatchObject(wanted);
    const byHash = readScores('a.jsonl', JSON.stringify({ contentHash: hash, score: '2' }));
    expect(byHash).toMatchObject({ scores: [{ line: null, contentHash: hash, score: 2 }] });
  });

  it('counts what names no sample, and refuses a file of nothing else', () => {
    const text = 'line,score\n1,0.5\n0,0.5\n2,none\n,\n';
    expect(readScores('a.csv', text)).toMatchObject({ skipped: 3 });
    expect(readScores('a.csv', 'x,y\n1,2').kind).toBe('problem');
    expect(readScores('a.xls', 'line,score\n1,2').kind).toBe('problem');
    expect(readScores('a.jsonl', '{"line":\n[]\n7').kind).toBe('problem');
  });
});

describe('agreementTable', () => {
  it('counts what each finds, at the same number of findings', () => {
    const samples = [
      { risk: 0.99, opinion: 5 },
      { risk: 0.98, opinion: 1 },
      { risk: 0.5, opinion: 4 },
      { risk: 0.1, opinion: 0 },
    ];
    const table = agreementTable(samples, 0.95);
    expect(table).toMatchObject({ both: 1, geometryOnly: 1, opinionOnly: 1, neither: 1 });
    expect(table.opinionThreshold).toBe(4);
    expect(table.correlation?.value).toBeCloseTo(0.8, 12);
    expect(table.kappa?.value).toBeCloseTo(0, 12);
  });

  it('has Cohen’s kappa with its interval', () => {
    // Worked by hand: 20, 5, 10, 15 of 50: agreement 0.7, by chance 0.5, so 0.4.
    const kappa = kappaEstimate(20, 5, 10, 15);
    expect(kappa?.value).toBeCloseTo(0.4, 12);
    // Fleiss, Cohen and Everitt: 0.4 (1 - 1.1 * 0.6)^2 + 0.3 (1 - 0.9 * 0.6)^2 = 0.10972;
    // 0.36 (0.1 * 1.1^2 + 0.2 * 0.9^2) = 0.10188; (0.4 - 0.5 * 0.6)^2 = 0.01; 0.2016 / (50 * 0.25) = 0.016128.
    expect((kappa?.high ?? 0) - 0.4).toBeCloseTo(1.959964 * Math.sqrt(0.016128), 4);
    expect(kappaEstimate(5, 0, 0, 0)).toBeNull();
  });

  it('has the interval of a rank correlation', () => {
    // atanh(0.5) = 0.549306; 1.959964 * sqrt(1.125 / 28) = 0.392866; tanh(0.156440) and tanh(0.942172).
    const found = correlationEstimate(0.5, 31);
    expect(found.low).toBeCloseTo(0.15518, 4);
    expect(found.high).toBeCloseTo(0.73622, 4);
  });
});
