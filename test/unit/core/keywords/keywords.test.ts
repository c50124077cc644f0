import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  keywordDecision,
  keywordScore,
  keywordShare,
  type Keywords,
} from '../../../../server/core/keywords/keywords.ts';
import { parseKeywords } from '../../../../server/core/keywords/parse-keywords.ts';
import { termCounts, wordsOf } from '../../../../server/core/keywords/words.ts';
import { straight } from '../../scan/tiny-pack.ts';

const root = new URL('../../../../', import.meta.url);

interface Vectors {
  readonly sha256: string;
  readonly texts: readonly {
    readonly text: string;
    readonly decision: number;
    readonly score: number;
    readonly share: number;
  }[];
}

describe('the classifier of words', () => {
  it('says what the pack’s builder says, of every text', async () => {
    const bytes = await readFile(new URL('packs/smollm2-135m/keywords.json', root));
    const vectors = JSON.parse(
      await readFile(new URL('python/tests/vectors/keyword-vectors.json', root), 'utf8'),
    ) as Vectors;
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(vectors.sha256);
    const reading = parseKeywords(bytes.toString('utf8'));
    if (reading.kind === 'problem') throw new Error(reading.message);
    const { keywords } = reading;
    expect(vectors.texts.length).toBeGreaterThan(10);
    for (const { text, decision, score, share } of vectors.texts) {
      expect(keywordDecision(keywords, text)).toBeCloseTo(decision, 12);
      expect(keywordScore(keywords, text)).toBeCloseTo(score, 12);
      expect(keywordShare(keywords, score)).toBeCloseTo(share, 12);
    }
  });

  it('cuts words and pairs of neighbours', () => {
    expect(wordsOf('Don’t serve IT, a snake_case x_1!')).toEqual([
      'don',
      'serve',
      'it',
      'snake_case',
      'x_1',
    ]);
    expect(wordsOf('a, b')).toEqual([]);
    expect([...termCounts('go to a go to')]).toEqual([
      ['go', 2],
      ['to', 2],
      ['go to', 2],
      ['to go', 1],
    ]);
  });

  it('weighs terms by hand', () => {
    const terms = new Map([
      ['doctor', { idf: 2, weight: -1 }],
      ['go', { idf: 1, weight: 0.5 }],
    ]);
    const keywords: Keywords = { terms, intercept: 0.25, calibration: straight };
    const go = 1 + Math.log(2);
    const expected = (go * 0.5 - 2) / Math.hypot(go, 2) + 0.25;
    expect(keywordDecision(keywords, 'Go, go doctor')).toBeCloseTo(expected, 12);
    expect(keywordDecision(keywords, 'nothing known')).toBe(0.25);
  });

  it.each([
    ['{', 'not valid JSON'],
    ['{}', 'format'],
    ['{"format":1,"pattern":"x"}', 'pattern'],
  ])('refuses %j', (text, words) => {
    const reading = parseKeywords(text);
    expect(reading.kind === 'problem' && reading.message).toContain(words);
  });
});
