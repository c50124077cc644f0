import { describe, expect, it } from 'vitest';
import { sampleOf, turnsOf } from './helpers.ts';

const user = { role: 'user', content: 'Q' };
const early = { role: 'assistant', content: 'Early.' };
const good = { role: 'assistant', content: 'Good.' };
const bad = { role: 'assistant', content: 'Bad.' };
const pair = ['trl-preference', 'user: Q', 'assistant+ Good.', 'assistant- Bad.'];

describe('the format trl-preference', () => {
  it('reads texts and messages with a prompt', () => {
    expect(turnsOf({ prompt: 'Q', chosen: 'Good.', rejected: 'Bad.' })).toEqual(pair);
    expect(turnsOf({ prompt: [user], chosen: [good], rejected: [bad] })).toEqual(pair);
    expect(turnsOf({ question: 'Q', chosen_response: 'Good.', rejected_response: 'Bad.' })).toEqual(
      pair,
    );
    expect(turnsOf({ messages: [user], chosen: good, rejected: bad })).toEqual(pair);
  });

  it('takes what both begin with for the prompt', () => {
    expect(turnsOf({ chosen: [user, good], rejected: [user, bad] })).toEqual(pair);
    expect(
      turnsOf({ chosen: [user, early, user, good], rejected: [user, early, user, bad] }),
    ).toEqual([
      'trl-preference',
      'user: Q',
      'assistant: Early.',
      'user: Q',
      'assistant+ Good.',
      'assistant- Bad.',
    ]);
  });

  it('keeps an answer on both sides even if they are equal', () => {
    expect(turnsOf({ chosen: [user, good], rejected: [user, good] })).toEqual([
      'trl-preference',
      'user: Q',
      'assistant+ Good.',
      'assistant- Good.',
    ]);
  });

  it('counts a prompt once that the answers repeat', () => {
    const chosen = [user, good];
    expect(
      turnsOf({ prompt: 'Q', messages: chosen, chosen, rejected: [user, bad], score_chosen: 8 }),
    ).toEqual(pair);
    expect(turnsOf({ system: 'S', question: 'Q', chosen, rejected: [bad] })).toEqual([
      'trl-preference',
      'system: S',
      'user: Q',
      'assistant+ Good.',
      'assistant- Bad.',
    ]);
  });

  it('trains every answer after the dialogues part', () => {
    expect(
      turnsOf({ chosen: [user, early, user, good], rejected: [user, bad, user, bad] }),
    ).toEqual([
      'trl-preference',
      'user: Q',
      'assistant+ Early.',
      'user: Q',
      'assistant+ Good.',
      'assistant- Bad.',
      'user- Q',
      'assistant- Bad.',
    ]);
  });

  it('splits dialogues in one text and trains the last answer', () => {
    const start = '\n\nHuman: Q "1"\n\nmore\n\nAssistant: Early.\n\nHuman: Q2 😀\n\nAssistant:';
    const line = JSON.stringify({ chosen: `${start} Good\tone.`, rejected: `${start} Bad.\n` });
    const { sample } = sampleOf(line);
    const turns = ['user: Q "1"\n\nmore', 'assistant: Early.', 'user: Q2 😀'];
    expect(turnsOf(JSON.parse(line))).toEqual([
      'trl-preference',
      ...turns,
      'assistant+ Good\tone.',
      'assistant- Bad.',
    ]);
    const answer = sample.turns[3]?.pieces[0];
    expect(line.slice(answer?.sourceStart, answer?.sourceEnd)).toBe('Good\\tone.');
  });

  it('trains the last answer also if a question comes after it', () => {
    const start = '\n\nHuman: Q\n\nAssistant: A\n\nHuman: Bye';
    expect(turnsOf({ chosen: start, rejected: `${start}\n\nAssistant: Bad.` })).toEqual([
      'trl-preference',
      'user: Q',
      'assistant+ A',
      'user: Bye',
      'assistant- A',
      'user- Bye',
      'assistant- Bad.',
    ]);
  });

  it('does not split a text that only quotes a dialogue', () => {
    expect(
      turnsOf({ prompt: 'Q', chosen: 'See:\n\nHuman: x\n\nAssistant: y', rejected: 'Bad.' })[2],
    ).toBe('assistant+ See:\n\nHuman: x\n\nAssistant: y');
  });

  it('reads two texts without a prompt', () => {
    expect(turnsOf({ chosen: 'The sky is blue.', rejected: 'The sky is green.' })).toEqual([
      'trl-preference',
      'assistant+ The sky is blue.',
      'assistant- The sky is green.',
    ]);
  });
});
