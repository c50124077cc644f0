import { describe, expect, it } from 'vitest';
import { countLines } from '../../../server/cli/wording.ts';

describe('countLines', () => {
  it('knows one and many', () => {
    expect(countLines(1, 'is', 'are')).toBe('1 line is');
    expect(countLines(0, 'is', 'are')).toBe('0 lines are');
  });
});
