import { describe, expect, test } from 'vitest';
import {
  countToAsk,
  progressWords,
  reviewKey,
  startWalk,
  withAnswer,
  withNext,
  withoutLast,
} from '../../../../../media/panel/model/review-walk.ts';
import type { OwnRanked } from '../../../../../server/own-feature-protocol.ts';

function sample(line: number, contentHash = `hash-${line}`): OwnRanked {
  const place = { id: line + 10, uri: 'file:///a', line, contentHash };
  return { ...place, cosine: 0.2, percentile: 90, excerpt: '' };
}

const all = [sample(0), sample(1), sample(2)];

describe('a walk through borderline lines', () => {
  test('asks for the best line that was not passed', () => {
    let walk = withNext(startWalk('pump-talk'), all);
    expect(walk.current?.line).toBe(0);
    walk = withNext(withAnswer(walk, 'skip'), all);
    expect(walk.current?.line).toBe(1);
    walk = withNext(withAnswer(walk, 'accept'), [sample(0), sample(2)]);
    expect(walk.current?.line).toBe(2);
    walk = withNext(withAnswer(walk, 'reject'), [sample(0)]);
    expect(walk.current).toBeNull();
  });

  test('passes over copies of a skipped line', () => {
    const walk = withAnswer(withNext(startWalk('f'), all), 'skip');
    expect(withNext(walk, [sample(7, 'hash-0'), sample(2)]).current?.line).toBe(2);
  });

  test('asks for more lines the more were skipped, up to what a server answers', () => {
    let walk = startWalk('f');
    const first = countToAsk(walk);
    for (let line = 0; line < 3; line += 1) {
      walk = withAnswer({ ...walk, current: sample(line) }, line === 1 ? 'accept' : 'skip');
    }
    expect(countToAsk(walk)).toBe(first + 2);
    for (let line = 3; line < 300; line += 1) {
      walk = withAnswer({ ...walk, current: sample(line) }, 'skip');
    }
    expect(countToAsk(walk)).toBe(100);
  });

  test('goes back to the line of the last answer', () => {
    const first = withNext(startWalk('f'), all);
    const second = withNext(withAnswer(first, 'reject'), [sample(1)]);
    expect(withoutLast(second)).toEqual({
      walk: first,
      step: { answer: 'reject', sample: sample(0) },
    });
    expect(withoutLast(first)).toBeNull();
  });

  test('takes no answer while there is no line', () => {
    const walk = startWalk('f');
    expect(withAnswer(walk, 'accept')).toBe(walk);
  });

  test('tells its progress', () => {
    let walk = startWalk('f');
    expect(progressWords(walk, null)).toBe('0 answered; separation not known yet');
    walk = withAnswer(withNext(walk, all), 'accept');
    walk = withAnswer(withNext(walk, all), 'skip');
    expect(progressWords(walk, { value: 0.93, low: 0.85, high: 0.98 })).toBe(
      '1 answered, 1 skipped; separation 0.93 (0.85 to 0.98)',
    );
  });
});

test('keys mean what their buttons say, and no others mean anything', () => {
  expect(['a', 'R', 's', 'U', 'Escape'].map(reviewKey)).toEqual([
    'accept',
    'reject',
    'skip',
    'undo',
    'leave',
  ]);
  expect(['x', 'Enter', 'escape', 'constructor'].map(reviewKey)).toEqual([null, null, null, null]);
});
