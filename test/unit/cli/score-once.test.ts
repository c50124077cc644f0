import { describe, expect, it } from 'vitest';
import { RecentScores, scoreOnce } from '../../../server/cli/score-once.ts';
import { tinyScore } from './tiny-pack.ts';

describe('scoreOnce', () => {
  it('runs the model once for equal samples, also at the same time', async () => {
    let runs = 0;
    const score = scoreOnce(new RecentScores(), () => {
      runs += 1;
      return Promise.resolve({ kind: 'score', score: tinyScore() });
    });
    await Promise.all([score('a', []), score('a', [])]);
    await score('a', []);
    await score('b', []);
    expect(runs).toBe(2);
  });

  it('tries again after a failure', async () => {
    let runs = 0;
    const score = scoreOnce(new RecentScores(), () => {
      runs += 1;
      return Promise.reject(new Error('no'));
    });
    await expect(score('a', [])).rejects.toThrow('no');
    await expect(score('a', [])).rejects.toThrow('no');
    expect(runs).toBe(2);
  });
});

describe('RecentScores', () => {
  it('forgets the oldest above its limit', () => {
    const scores = new RecentScores(2);
    for (const hash of ['a', 'b', 'c']) scores.set(hash, tinyScore());
    expect(scores.get('a')).toBeUndefined();
    expect(scores.get('c')).toEqual(tinyScore());
  });
});
