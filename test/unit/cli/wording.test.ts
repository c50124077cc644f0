import { describe, expect, it } from 'vitest';
import { countLines, describeShare, titleInSentence } from '../../../server/cli/wording.ts';

describe('describeShare', () => {
  it.each([
    [0, '0 %'],
    [0.5, '50 %'],
    [0.995, '99.5 %'],
    [0.99968, '99.968 %'],
    [0.9965, '99.65 %'],
    [0.99999, '99.999 %'],
    [0.98, '98 %'],
    [1, '100 %'],
    [0.9999999999, '99.999999 %'],
  ])('%d is %s', (share, text) => expect(describeShare(share)).toBe(text));
});

describe('titleInSentence', () => {
  it('begins small', () => expect(titleInSentence('Bad advice')).toBe('bad advice'));
  it('leaves abbreviations', () => expect(titleInSentence('AI control')).toBe('AI control'));
});

describe('countLines', () => {
  it('knows one and many', () => {
    expect(countLines(1, 'is', 'are')).toBe('1 line is');
    expect(countLines(0, 'is', 'are')).toBe('0 lines are');
  });
});
