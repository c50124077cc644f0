import { describe, expect, it } from 'vitest';
import { messageOf, turnsOf } from './helpers.ts';

const conversations = [
  { from: 'human', value: 'Q' },
  { from: 'gpt', value: 'Early.' },
  { from: 'human', value: 'And?' },
];
const context = ['sharegpt', 'user: Q', 'assistant: Early.', 'user: And?'];

describe('the format sharegpt', () => {
  it('trains what gpt says and calls', () => {
    expect(
      turnsOf({
        system: 'S',
        tools: '[]',
        conversations: [
          { from: 'system', value: 'S2' },
          { from: 'human', value: 'Q' },
          { from: 'function_call', value: '{"name": "f", "arguments": {}}' },
          { from: 'observation', value: 'O' },
          { from: 'gpt', value: 'A' },
          { from: 'gpt', value: 'B', weight: 0 },
        ],
      }),
    ).toEqual([
      'sharegpt',
      'system: S',
      'system: S2',
      'user: Q',
      'assistant+ {"name": "f", "arguments": {}}',
      'tool: O',
      'assistant+ A',
      'assistant: B',
    ]);
  });

  it('reads role and content', () => {
    expect(
      turnsOf({
        conversations: [
          { role: 'User', content: 'Q' },
          { role: 'assistant', content: 'A', train: false },
          { role: 'assistant', content: 'B' },
        ],
      }),
    ).toEqual(['sharegpt', 'user: Q', 'assistant: A', 'assistant+ B']);
  });

  it('trains only the chosen answer of a preference', () => {
    expect(
      turnsOf({
        conversations,
        chosen: { from: 'gpt', value: 'Good.' },
        rejected: { from: 'gpt', value: 'Bad.' },
      }),
    ).toEqual([...context, 'assistant+ Good.', 'assistant- Bad.']);
  });

  it('keeps a prompt that says what the chosen answer says', () => {
    expect(
      turnsOf({ conversations, chosen: { value: 'Early.' }, rejected: { value: 'Bad.' } }),
    ).toEqual([...context, 'assistant+ Early.', 'assistant- Bad.']);
  });

  it('follows the rating of the last answer', () => {
    const rated = [...conversations, { from: 'gpt', value: 'Last.' }];
    expect(turnsOf({ conversations: rated, kto_tag: true })).toEqual([
      ...context,
      'assistant+ Last.',
    ]);
    expect(turnsOf({ conversations: rated, label: false })).toEqual([
      ...context,
      'assistant- Last.',
    ]);
  });

  it('reads a conversation that is a list of messages', () => {
    expect(turnsOf({ conversation: conversations })).toEqual([
      'sharegpt',
      'user: Q',
      'assistant+ Early.',
      'user: And?',
    ]);
    for (const conversation of ['Q', [], ['Q', 'A'], [{ human: 'Q', assistant: 'A' }]]) {
      expect(messageOf({ conversation })).toContain('its keys are "conversation"');
    }
  });

  it('says why it cannot read a line', () => {
    expect(messageOf({ conversations: {} })).toBe(
      'The value of "conversations" is not a list of messages.',
    );
    expect(messageOf({ conversations: '[]' })).toBe(
      'The value of "conversations" is a text, not a list of messages; JSON inside a text is not read.',
    );
  });
});
