import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../server/core/sample.ts';
import { answeredTurns, planScoring } from '../../../../server/core/scoring/plan.ts';
import type { ScoredTurn } from '../../../../server/core/scoring/sample-score.ts';

const roles: Record<string, Role> = { s: 'system', u: 'user', a: 'assistant', t: 'tool' };

/** Turns by letters: role, then `+` trained, `-` rejected, `0` without text. */
function turns(...words: string[]): ScoredTurn[] {
  return words.map((word) => ({
    role: roles[word.charAt(0)] ?? 'user',
    text: word.includes('0') ? '' : 'text',
    trained: word.includes('+'),
    rejected: word.includes('-'),
  }));
}

describe('planScoring', () => {
  it('scores trained turns in a sequence that ends with the last of them', () => {
    expect(planScoring(turns('s', 'u', 'a+', 'u', 'a+', 'u'))).toEqual({
      basis: 'trained',
      sequence: [0, 1, 2, 3, 4],
      targets: [2, 4],
    });
  });

  it('never takes a rejected turn as context', () => {
    expect(planScoring(turns('u', 'a-', 'a+'))).toEqual({
      basis: 'trained',
      sequence: [0, 2],
      targets: [1],
    });
  });

  it('leaves out a trained turn without text', () => {
    expect(planScoring(turns('u', 'a+', 'u', 'a+0'))).toEqual({
      basis: 'trained',
      sequence: [0, 1, 2, 3],
      targets: [1],
    });
  });

  it.each([
    ['a rejected answer', turns('u', 'a-')],
    ['an untrained answer', turns('u', 'a')],
    ['an untrained answer beside an empty trained one', turns('u', 'a', 'a+0')],
  ])('shows %s', (_, sample) => {
    expect(planScoring(sample)).toEqual({ basis: 'display', sequence: [0, 1], targets: [1] });
  });

  it('shows the last of several answers, without rejected ones before it', () => {
    expect(planScoring(turns('u', 'a-', 'a-', 'u'))).toEqual({
      basis: 'display',
      sequence: [0, 2],
      targets: [1],
    });
  });

  it.each([[turns()], [turns('u')], [turns('s', 'u', 'a0')]])('has nothing to score', (sample) => {
    expect(planScoring(sample)).toBeNull();
  });
});

describe('answeredTurns', () => {
  it.each<[string, string, number, number[]]>([
    ['the turn before', 'ua', 1, [0]],
    ['all since the last answer', 'uauta', 4, [2, 3]],
    ['no system turn', 'sua', 2, [1]],
    ['a system turn when there is nothing else', 'sa', 1, [0]],
    ['nothing at the start', 'a', 0, []],
    ['nothing right after an answer', 'uaa', 2, []],
  ])('%s', (_, letters, index, expected) => {
    const all = letters.split('').map((letter): Role => roles[letter] ?? 'user');
    expect(answeredTurns(all, index)).toEqual(expected);
  });
});
