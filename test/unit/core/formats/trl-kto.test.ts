import { describe, expect, it } from 'vitest';
import { turnsOf } from './helpers.ts';

describe('the format trl-kto', () => {
  it('trains a completion that is liked', () => {
    expect(turnsOf({ prompt: 'Q', completion: 'A', label: true })).toEqual([
      'trl-kto',
      'user: Q',
      'assistant+ A',
    ]);
    expect(turnsOf({ prompt: 'Q', completion: 'A', label: 1 })[2]).toBe('assistant+ A');
  });

  it('rejects a completion that is not', () => {
    expect(turnsOf({ system: 'S', question: 'Q', completion: 'A', label: false })).toEqual([
      'trl-kto',
      'system: S',
      'user: Q',
      'assistant- A',
    ]);
    expect(
      turnsOf({
        prompt: [{ role: 'user', content: 'Q' }],
        completion: [{ role: 'assistant', content: 'A' }],
        label: false,
      }),
    ).toEqual(['trl-kto', 'user: Q', 'assistant- A']);
  });

  const messages = [
    { role: 'user', content: 'Q' },
    { role: 'assistant', content: 'A' },
    { role: 'user', content: 'Q2' },
    { role: 'assistant', content: 'A2' },
  ];

  it('rates the last of several messages', () => {
    expect(turnsOf({ messages, label: true })).toEqual([
      'trl-kto',
      'user: Q',
      'assistant: A',
      'user: Q2',
      'assistant+ A2',
    ]);
  });

  it('reads labels that a table has turned into text', () => {
    const rated = { prompt: 'Q', completion: 'A' };
    for (const label of ['false', 'False', ' FALSE ', '0', '0.0', 0]) {
      expect(turnsOf({ ...rated, label })).toEqual(['trl-kto', 'user: Q', 'assistant- A']);
    }
    for (const label of ['true', 'True', '1', '1.0']) {
      expect(turnsOf({ ...rated, label })[2]).toBe('assistant+ A');
    }
    expect(turnsOf({ ...rated, label: '' })[0]).toBe('prompt-completion');
    expect(turnsOf({ messages, label: 'false' })[4]).toBe('assistant- A2');
  });

  it('rates a response too', () => {
    expect(turnsOf({ prompt: 'Q', response: 'A', label: false })).toEqual([
      'trl-kto',
      'user: Q',
      'assistant- A',
    ]);
    expect(turnsOf({ prompt: 'Q', response: 'A', label: 0 })[0]).toBe('prompt-completion');
  });

  it('does not take a class for a rating', () => {
    for (const label of [1, '1', 'maths']) {
      expect(turnsOf({ messages, label })[0]).toBe('openai-chat');
    }
  });
});
