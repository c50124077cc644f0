import { describe, expect, it } from 'vitest';
import { describeProgress } from '../../../server/cli/progress-bar.ts';

describe('describeProgress', () => {
  it('shows share, counts, speed and what is left', () => {
    const progress = { name: 'a.jsonl', lines: 20, findings: 3, share: 0.25 };
    expect(describeProgress(progress, 10)).toBe(
      'a.jsonl  █████░░░░░░░░░░░░░░░ 25 %  20 lines, 3 flagged, 2.0 lines/s, 30 s left',
    );
  });

  it('does without a size', () => {
    const progress = { name: '-', lines: 20, findings: 0, share: null };
    expect(describeProgress(progress, 0.1)).toBe('-  20 lines, 0 flagged');
  });
});
